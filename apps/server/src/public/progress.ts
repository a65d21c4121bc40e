import { type Entity, type Id, type Instant, inOrder, itemOf, type JsonValue, type LocalizedText } from '@tangram/data-model'
import type { FieldRegistry } from '@tangram/form-engine'
import type { NodeStanding, ProcessStanding, PublishedApp, Storage } from '@tangram/storage'
import { fail } from '../errors.ts'
import { asSystem } from '../system-principal.ts'
import { entityOfForm } from '../visible-app.ts'
import { numberAttribute, typedFields } from './public-form.ts'

export type Progress = {
  number: string
  status: 'received' | 'running' | 'ended' | 'cancelled'
  label: LocalizedText
  submittedAt: Instant
  steps: { label: LocalizedText; status: NodeStanding['status']; startedAt: Instant; endedAt: Instant | null }[]
  team: string | null
}

/**
 * Where the request stands that has this number and was handed in with this phone, over every public form of every app.
 *
 * @throws server.progress.unknown 404, the same whether number or phone is wrong
 */
export async function progressOf(storage: Storage, registry: FieldRegistry, asked: { number: string; phone: string }): Promise<Progress> {
  const system = asSystem('progress')
  for (const { id, version } of await storage.apps.list(system)) {
    if (version === null) continue
    const app = await storage.apps.get(system, id)
    for (const place of placesIn(app, registry)) {
      const where = { '==': [{ var: place.number }, asked.number] }
      const { records } = await storage.records(system).list(id, place.entity.id, { where, limit: 2 })
      const record = records.find(({ values }) => place.phones.some(({ id: field, stored }) => values[field] === stored(asked.phone)))
      if (!record) continue
      const processes = await storage.flows.process(system, id, place.entity.id, record.id)
      const team = place.team === undefined ? undefined : record.values[place.team]
      return {
        number: asked.number,
        submittedAt: record.createdAt,
        ...standing(processes),
        steps: processes.flatMap(({ nodes }) =>
          nodes.map(({ label, status, startedAt, endedAt }) => ({ label, status, startedAt, endedAt })),
        ),
        team: typeof team === 'string' ? (record.labels?.[team] ?? null) : null,
      }
    }
  }
  throw fail('server.progress.unknown')
}

type Place = { entity: Entity; number: Id; phones: { id: Id; stored(typed: string): JsonValue }[]; team: Id | undefined }

/** Entities with a public form that asks for a phone, and a number to ask by. */
function placesIn(app: PublishedApp, registry: FieldRegistry): Place[] {
  return inOrder(app.document.forms).flatMap((form): Place[] => {
    const document = form.public?.enabled ? itemOf(app.document.entities, form.entity) : undefined
    const entity = app.resolved.entity(form.entity)
    const number = entity && numberAttribute(entity)
    if (!document || !entity || !number) return []
    const phones = typedFields(entityOfForm(document, form), registry)
      .filter(({ type }) => type.widget === 'phone')
      .map(({ id, type, config }) => ({ id, stored: (typed: string) => type.normalize?.(typed, config) ?? typed }))
    const team = entity.order.find((id) => {
      const type = entity.attributes[id]?.valueType
      return type?.kind === 'reference' && type.to === 'team'
    })
    return phones.length > 0 ? [{ entity, number, phones, team }] : []
  })
}

function standing(processes: readonly ProcessStanding[]): Pick<Progress, 'status' | 'label'> {
  const running = processes.find(({ status }) => status === 'running')
  const active = running?.nodes.find(({ status }) => status === 'active')
  if (running) return { status: 'running', label: active?.label ?? running.label }
  const last = processes.at(-1)
  if (last) return { status: last.status, label: { en: 'Completed', 'zh-CN': '已完成' } }
  return { status: 'received', label: { en: 'Received', 'zh-CN': '已受理' } }
}
