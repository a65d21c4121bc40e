import type { Fact } from '@tangram/flow-engine'
import { invalid } from '../http/invalid.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, object, oneOf, type Static, string } from '../http/schema.ts'

const names = () => array(string({ maxLength: 200 }), { maxItems: 5_000 })

const factSchema = object(
  {
    type: oneOf(
      'value',
      'team-members',
      'role-members',
      'active-people',
      'open-task-counts',
      'admins',
      'department-members',
      'leaders',
      'skilled',
      'last-assigned',
      'stand-ins',
    ),
  },
  {
    path: array(id(), { minItems: 1, maxItems: 10 }),
    via: string({ maxLength: 200 }),
    team: string({ maxLength: 200 }),
    role: id(),
    people: names(),
    department: string({ maxLength: 200 }),
    below: bool(),
    person: string({ maxLength: 200 }),
    levels: integer({ minimum: 1, maximum: 50 }),
    skills: names(),
    node: id(),
  },
)

export const readPlayFacts = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/draft/facts',
  policy: 'designer',
  summary: 'What trying a process out must know of people and of other records, as the designer may see them',
  tag: 'apps',
  params: object({ app: id() }),
  body: object({ entity: id(), process: id(), need: array(factSchema, { maxItems: 500 }) }),
  response: { 200: object({ facts: anything() }) },
  handle: async ({ params, body, who, services }) => {
    const need = body.need.map((fact, index) => factIn(fact, `/need/${index}`))
    const about = { app: params.app, entity: body.entity, process: body.process }
    return { facts: await services.storage.apps.playFacts(who.principal, about, need) }
  },
})

/** What each kind of fact must say. */
const parts: { [type in Fact['type']]: (keyof Static<typeof factSchema>)[] } = {
  value: ['path'],
  'team-members': ['team'],
  'role-members': ['role'],
  'active-people': ['people'],
  'open-task-counts': ['people'],
  admins: [],
  'department-members': ['department', 'below'],
  leaders: ['person', 'levels'],
  skilled: ['skills'],
  'last-assigned': ['node', 'people'],
  'stand-ins': ['people'],
}

function factIn(fact: Static<typeof factSchema>, path: string): Fact {
  const missing = parts[fact.type].find((part) => fact[part] === undefined)
  if (missing !== undefined) throw invalid(`${path}/${missing}`, { en: `“${missing}” is missing`, 'zh-CN': `缺少“${missing}”` })
  return fact as Fact
}
