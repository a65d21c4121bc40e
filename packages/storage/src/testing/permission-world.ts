import type { EntityGrant, Grant, PersonPrincipal, RoleDocument } from '@tangram/access'
import type { FieldDocument, Id } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { desk, listed } from './desk.ts'

const say = (en: string) => ({ en, 'zh-CN': en })
/** Numbers between 0 and 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const words = ['red', 'green', 'blue']

const possible: FieldDocument[] = [
  { id: 'note', type: 'text', label: say('Note') },
  { id: 'code', type: 'text', label: say('Code') },
  { id: 'minutes', type: 'integer', label: say('Minutes') },
  { id: 'points', type: 'integer', label: say('Points') },
  { id: 'assignee', type: 'member', label: say('Assignee') },
  { id: 'team', type: 'team', label: say('Team') },
]

/** A random app: some of the possible fields, and roles with random rows and fields. The same numbers make the same one. */
export function permissionWorld(name: Id, random: () => number, { roles }: { roles: number }) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const often = (share: number) => random() < share
  const fields = possible.filter(() => often(0.8))
  const names = ['subject', 'product', ...fields.map(({ id }) => id)]

  const leaf = (): Logic => {
    const { id, type } = pick<Pick<FieldDocument, 'id' | 'type'>>([
      ...fields,
      { id: 'subject', type: 'text' },
      { id: 'product.line', type: 'text' },
    ])
    const value: Logic = { var: id }
    if (type === 'integer') return { [pick(['<', '>', '==', '!='])]: [value, Math.floor(random() * 10)] }
    if (type === 'member') return { '==': [value, { var: '$user.id' }] }
    if (type === 'team') return { in: [value, { var: '$user.teams' }] }
    return { [pick(['==', '!='])]: [value, pick(words)] }
  }
  const condition = (depth = 2): Logic => {
    const kind = depth === 0 ? 1 : random()
    if (kind < 0.25) return { and: [condition(depth - 1), condition(depth - 1)] }
    if (kind < 0.5) return { or: [condition(depth - 1), condition(depth - 1)] }
    return kind < 0.6 ? { '!': [condition(depth - 1)] } : leaf()
  }
  const grantOf = (fieldsOf: readonly Id[]): EntityGrant => {
    const read: Grant = often(0.1) ? false : often(0.3) || fieldsOf.length === 2 ? true : condition()
    const ruled = fieldsOf.filter(() => often(0.3))
    const masks = (id: Id) => ['subject', 'note', 'code', 'line'].includes(id) && often(0.5)
    return { read, fields: Object.fromEntries(ruled.map((id) => [id, masks(id) ? 'masked' : often(0.7) ? 'hidden' : 'read'] as const)) }
  }
  const role = (id: Id): RoleDocument => ({
    id,
    label: say(id),
    grants: {
      ...(often(0.85) ? { ticket: grantOf(names) } : {}),
      ...(often(0.7)
        ? { product: { ...grantOf(['model', 'line']), read: often(0.5) ? { '==': [{ var: 'line' }, pick(words)] } : often(0.7) } }
        : {}),
    },
  })
  const document = desk((all) => {
    all.id = name
    const { ticket } = all.entities.items
    const known = ticket?.fields.items
    if (ticket && known) {
      delete ticket.indexes
      ticket.fields = listed([known.subject, known.product, ...fields] as FieldDocument[])
    }
    all.reports = listed([])
    all.access.roles = listed(Array.from({ length: roles }, (_, n) => role(`r${n}`)))
  })
  const peopleWith = (id: string, teams: readonly string[]): PersonPrincipal => ({
    kind: 'person',
    id,
    name: 'Somebody',
    roles: { [name]: document.access.roles.order.filter(() => often(1.5 / roles)) },
    teams: teams.filter(() => often(0.5)),
    departments: [],
    admin: false,
    locale: 'en',
    zone: 'UTC',
  })
  return {
    document,
    fields: names,
    texts: names.filter((id) => ['subject', 'note', 'code'].includes(id)),
    condition,
    pick,
    often,
    peopleWith,
  }
}
