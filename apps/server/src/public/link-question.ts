import type { Principal } from '@tangram/access'
import { type EntityDocument, inOrder, itemOf, type JsonValue, type Locale, type LocalizedText, labelIn, textIn } from '@tangram/data-model'
import type { FieldRegistry, FormDocument } from '@tangram/form-engine'
import type { Link, PublishedApp, Storage } from '@tangram/storage'
import type { FlowRunner } from '../jobs/flow-runner.ts'
import { asSystem } from '../system-principal.ts'
import { formOfLink, numberAttribute, typedFields } from './public-form.ts'

export type LinkQuestion = {
  purpose: Link['purpose']
  title: LocalizedText
  summary: { label: LocalizedText; value: JsonValue }[]
  form?: FormDocument
  entity?: EntityDocument
  /** The version of the app that form and entity are of. */
  version?: number
  question?: LocalizedText
  outcomes?: { id: string; label: LocalizedText; needsOpinion?: boolean }[]
  answered: boolean
}

/** What a link that was sent to a customer asks of them. */
export async function questionOf(
  services: { storage: Storage; flows: FlowRunner; platform: { fields: FieldRegistry }; config: { organisation: { zone: string } } },
  who: { link: Link; principal: Parameters<typeof formOfLink>[1]['principal'] },
  locale: Locale,
): Promise<LinkQuestion> {
  const { link } = who
  const app = await services.storage.apps.get(asSystem('link'), link.app)
  const common = {
    purpose: link.purpose,
    title: app.document.label,
    summary: link.record === null ? [] : await summaryOf(services, app, link, locale),
    answered: link.answeredAt !== null,
    ...(link.message ? { question: withoutAddress(link.message) } : {}),
  }
  if (link.purpose === 'confirm') return { ...common, outcomes: link.answeredAt === null ? await outcomesOf(services.flows, link) : [] }
  if (link.form === null) return common
  const linked = await formOfLink(services.storage, who)
  const { form, entity } = linked
  return { ...common, title: form.label, form, entity, version: linked.app.published.version }
}

/** The buttons: the ways out of the step that waits. None when it does not wait any more. */
async function outcomesOf(flows: FlowRunner, link: Link): Promise<LinkQuestion['outcomes']> {
  if (!link.instance || !link.element) return []
  const { process, state } = await flows.inspect(link.instance)
  const element = state.elements[link.element]
  return element ? (process.nodes[element.node]?.ports ?? []) : []
}

/** The number and what the customer typed, as lists show it: the simple fields of the entity's public forms. */
async function summaryOf(
  { storage, platform, config: { organisation } }: Parameters<typeof questionOf>[0],
  app: PublishedApp,
  link: Link,
  locale: Locale,
): Promise<LinkQuestion['summary']> {
  const entity = app.resolved.entity(link.entity)
  if (!entity || link.record === null) return []
  const number = numberAttribute(entity)
  const typed = inOrder(app.document.forms)
    .filter((form) => form.entity === link.entity && form.public?.enabled)
    .flatMap((form) => Object.values(form.elements.items).flatMap((element) => (element.kind === 'field' ? [element.field] : [])))
  const fields = [...new Set([...(number ? [number] : []), ...typed])].filter((field) => entity.attributes[field])
  const document = itemOf(app.document.entities, link.entity)
  const types = document ? typedFields(document, platform.fields) : []
  const system: Principal = asSystem('link')
  const record = await storage.records(system).get(link.app, link.entity, link.record, { select: fields })
  return fields.flatMap((field) => {
    const attribute = entity.attributes[field]
    const value = record.values[field]
    if (!attribute || value === null || value === undefined || typeof value === 'object') return []
    const option = attribute.options?.find(({ id }) => id === value)
    const label = option ? textIn(option.label, locale) : labelIn(record.labels, attribute.valueType, String(value))
    const typed = types.find(({ id }) => id === field)
    const shown = label ?? typed?.type.format?.(value, typed.config, locale, organisation.zone) ?? value
    return [{ label: attribute.label, value: shown }]
  })
}

/** The message as it was sent, without the place where the address stood: the reader is there already. */
function withoutAddress(message: LocalizedText): LocalizedText {
  return Object.fromEntries(
    Object.entries(message).map(([locale, text]) => [locale, (text ?? '').replace(/[\s:：,，]*\{\{\s*link\s*\}\}/g, '').trim()]),
  )
}
