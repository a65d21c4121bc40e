import type { ActionResult } from '@tangram/actions'
import type { Platform } from '@tangram/app-model'
import { fillTemplate, type Id, isJsonObject, type JsonObject, type LocalizedText, textIn } from '@tangram/data-model'
import type { Storage } from '@tangram/storage'
import type { ServerConfig } from '../config.ts'
import { asSystem } from '../system-principal.ts'

type Services = { storage: Pick<Storage, 'messages'>; config: Pick<ServerConfig, 'organisation'>; platform: Pick<Platform, 'actions'> }

/** What was to be said, and where it belongs. The same key is noted once. */
export type Unsent = {
  key: string
  about: { app: Id; entity: Id; record: string }
  channel: 'sms' | 'mail' | 'app'
  said: LocalizedText
  reason: LocalizedText
}

/** A message that reaches nobody stands among the messages that were sent, as one that failed, and in the timeline of its record. */
export async function noteUnsent(
  { storage, config }: Omit<Services, 'platform'>,
  { key, about, channel, said, reason }: Unsent,
): Promise<void> {
  const { zone, locale } = config.organisation
  const system = asSystem('message', zone)
  const why = textIn(reason, locale)
  // The address that would have stood in it was never made.
  const subject = fillTemplate(textIn(said, locale), () => '…').slice(0, 500)
  // The reason is its text: the timeline shows it to people who may not see all that the message was to say.
  const { id } = await storage.messages.add(system, { channel, to: '', subject, text: why, key: `unsent:${key}`, ...about })
  await storage.messages.settle(system, id, 'failed', why)
}

/** Notes a step that had nobody to send its message to. Steps that send nothing may have had nothing to do. */
export async function noteSkipped(
  services: Services,
  step: { key: string; about: Unsent['about']; action: string; input: JsonObject },
  result: Extract<ActionResult, { status: 'skipped' }>,
): Promise<void> {
  const { key, about, input } = step
  const action = services.platform.actions.find(({ type }) => type === step.action)
  const tells = action?.uses.includes('notifications')
  if (!action || !(tells || action.uses.includes('messages'))) return
  const channel = tells ? 'app' : input.channel === 'mail' ? 'mail' : 'sms'
  const said = [input.title, input.message].find((text) => text !== undefined && isJsonObject(text))
  await noteUnsent(services, { key, about, channel, said: said ? (said as LocalizedText) : action.label, reason: result.reason })
}
