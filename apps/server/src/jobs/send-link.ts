import { textIn } from '@tangram/data-model'
import type { SendLinkPayload } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import { sendMessage } from './capabilities.ts'
import type { JobServices } from './job-services.ts'
import { noteUnsent } from './note-unsent.ts'

/** Sends the address of a confirmation to the phone or mail that the record holds. */
export async function sendLink(
  { config, storage, baseUrl }: Pick<JobServices, 'config' | 'storage' | 'baseUrl'>,
  { instance, link, sendTo, message }: SendLinkPayload,
): Promise<void> {
  const system = asSystem(`flow:${instance}`, config.organisation.zone)
  const { app, entity, record } = await storage.flows.load(system, instance)
  const { values } = await storage.records(system).get(app, entity, record)
  const to = values[sendTo.field]
  if (typeof to !== 'string' || to === '') {
    const reason = { en: 'Nobody to ask: the record has no phone or mail.', 'zh-CN': '无人可确认：记录中没有手机或邮箱。' }
    await noteUnsent({ storage, config }, { key: `link:${link}`, about: { app, entity, record }, channel: 'sms', said: message, reason })
    return
  }
  const token = await storage.links.tokenOf(system, link)
  // The step may be over by now: nobody is sent an address that leads nowhere.
  if (!(await storage.links.find(token))) return
  const url = `${baseUrl()}/l/${token}`
  const template = textIn(message, config.organisation.locale)
  const text = /\{\{\s*link\s*\}\}/.test(template) ? template.replaceAll(/\{\{\s*link\s*\}\}/g, () => url) : `${template} ${url}`
  await sendMessage(storage, system, { channel: to.includes('@') ? 'mail' : 'sms', to, text, key: `link:${link}`, app, entity, record })
}
