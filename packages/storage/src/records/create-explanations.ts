import {
  type ConditionPart,
  canDesign,
  conditionsAbout,
  explainField,
  explainRights,
  type FieldQuestion,
  fieldInWords,
  nameInWords,
  type PersonPrincipal,
  type Principal,
  type RightsAnswer,
  rightsActions,
  rightsInWords,
  roleName,
  testInWords,
  testsOf,
} from '@tangram/access'
import { type Entity, type JsonValue, type LocalizedText, locales, valueText } from '@tangram/data-model'
import { entityScope, type Given, type Logic, type Scope } from '@tangram/expression'
import { entityOf, type LoadedApp } from '../apps/loaded-app.ts'
import { type Context, givenFor } from '../context.ts'
import { fail } from '../errors.ts'
import { principalOf } from '../people/principal-of.ts'
import { isUuid } from '../uuid.ts'
import type { AccessExplained, AccessQuestion, ActionExplained, Explanations } from './explanations.ts'
import { hiddenBySteps } from './hidden-by-steps.ts'
import { getRecord } from './read-records.ts'
import { readTruth, type Truth } from './read-truth.ts'
import { readNames, type ValueAt, valuesSeen } from './values-seen.ts'

type Words = Required<LocalizedText>

/** Nobody: holds the roles it is given and nothing else. */
const nobody = '00000000-0000-0000-0000-000000000000'

export function createExplanations(context: Context): Explanations {
  return {
    explain: async (asker, question) => {
      const app = await context.apps.current(question.app)
      const entity = entityOf(app, question.entity)
      const isSelf = asker.kind === 'person' && 'person' in question.whose && question.whose.person === asker.id
      const mayAsk = canDesign(app.document.access, asker, app.id)
      if (!mayAsk && !isSelf) throw fail('storage.explanation.forbidden')
      const principal = await whoseRights(context, asker, app, question)
      const given = givenFor(context, principal, app)
      const read = { app: app.id, entity: entity.id, principal: asker }
      const record = question.record === undefined ? undefined : await getRecord(context, read, question.record)
      const truth = record && (await readTruth(context, { app, entity, principal, given }, record.id))
      const about: FieldQuestion = {
        ...{ access: app.document.access, principal, entity },
        ...(truth ? { holds: truth.holds, shownBy: truth.shownBy } : {}),
        hiddenBySteps: hiddenBySteps(app.document, entity),
      }
      const seen = await valuesSeen(context, { app, asker, entity, record }, namesIn(about))
      const names = await readNames(context, app, asker, [...seen.references, ...idsIn(about)])
      const scope = entityScope(entity, app.resolved.entity)
      const telling: Telling = { app, entity, scope, given, names, isOpen: mayAsk, valueAt: seen.valueAt, isTold: seen.isTold }
      return explained(about, telling, truth)
    },
  }
}

async function whoseRights(context: Context, asker: Principal, app: LoadedApp, { whose }: AccessQuestion): Promise<PersonPrincipal> {
  if ('roles' in whose) {
    const { locale, zone } = asker
    return {
      kind: 'person',
      id: nobody,
      name: '',
      roles: { [app.id]: whose.roles },
      teams: [],
      departments: [],
      admin: false,
      locale,
      zone,
    }
  }
  const principal = isUuid(whose.person) ? await principalOf(context.db, whose.person) : undefined
  if (!principal) throw fail('storage.person.unknown')
  return principal
}

type Telling = {
  app: LoadedApp
  entity: Entity
  scope: Scope
  given: Given
  names: { [id: string]: string }
  /** True: the asker may know how rights are set up; else only what concerns them. */
  isOpen: boolean
  /** The value of a name of the record, where the asker sees it. */
  valueAt: ValueAt
  isTold(path: readonly string[]): boolean
}

function explained(about: FieldQuestion, telling: Telling, truth: Truth | undefined): AccessExplained {
  const { access, principal, entity } = about
  const { scope, names, isOpen, isTold } = telling
  const asked = rightsActions.filter((action) => !(truth && action === 'create'))
  const words = { access, scope, names, ofRecord: truth !== undefined, ...(isOpen ? {} : { mayTell: isTold }) }
  const actions = asked.map((action): ActionExplained => {
    const full = explainRights(about, action)
    const answer: RightsAnswer = isOpen ? full : { ...full, wouldHelp: [] }
    const { verdict, basis } = answer
    return { action, verdict, basis, words: rightsInWords(answer, words), tests: truth ? testsIn(answer, telling, about) : [] }
  })
  const fields = entity.order.flatMap((id) => {
    const attribute = entity.attributes[id]
    const answer = explainField(about, id)
    if (!attribute || (!isOpen && answer.sees === 'no')) return []
    const { field, sees, changes, basis } = answer
    return [{ field, sees, changes, basis, label: attribute.label, words: isOpen ? fieldInWords(answer, { access }) : [] }]
  })
  const person = principal.kind === 'person' && principal.id !== nobody ? { id: principal.id, name: principal.name } : null
  const held = principal.kind === 'person' ? (principal.roles[entity.app] ?? []) : []
  return { person, roles: held.map((id) => ({ id, label: roleName(access, id) })), actions, fields }
}

/** The comparisons behind an answer, with the values that decided them. */
function testsIn({ held, verdict }: RightsAnswer, telling: Telling, { access }: FieldQuestion): ActionExplained['tests'] {
  const deciding = held.filter((say) => say.verdict === verdict || say.verdict === 'yes')
  return deciding.flatMap(({ role, condition }) =>
    (condition ? testsOf(condition) : []).flatMap((test) => {
      const isToTell = test.names.every(telling.isTold)
      if (!isToTell && !telling.isOpen) return []
      return [
        {
          role: roleName(access, role),
          words: inBoth((locale) => testInWords(test.logic, telling.scope, locale, telling.names)),
          // Whether it holds says as much as the value does.
          holds: isToTell ? test.holds : null,
          values: isToTell ? valuesOf(test, telling) : [],
        },
      ]
    }),
  )
}

function valuesOf(test: ConditionPart, { scope, given, names, valueAt }: Telling): { name: Words; value: Words }[] {
  return test.names.flatMap((path) => {
    const value = path[0] === '$user' ? (given.user?.[path[1] as 'teams'] ?? null) : valueAt(path)
    if (path[0]?.startsWith('$') && path[0] !== '$user') return []
    const options = scope.optionsOf?.(path)
    const named = (one: JsonValue): JsonValue => (typeof one === 'string' && Object.hasOwn(names, one) ? (names[one] ?? one) : one)
    const shown = Array.isArray(value) ? value.map(named) : named(value as JsonValue)
    const valueType = scope.typeOf(path)
    const text = inBoth((locale) => valueText(shown, { locale, zone: given.zone, valueType, options }))
    return [{ name: inBoth((locale) => nameInWords(path, scope, locale)), value: text }]
  })
}

/** What the conditions of the roles read of the record, each name once. */
function namesIn(about: FieldQuestion): string[][] {
  const found = new Map<string, string[]>()
  for (const { logic } of testsAbout(about)) for (const path of logic) found.set(path.join('.'), path)
  return [...found.values()].filter(([first]) => !first?.startsWith('$'))
}

function testsAbout(about: FieldQuestion): { logic: string[][] }[] {
  return rightsActions.flatMap((action) => {
    const { held, wouldHelp } = explainRights(about, action)
    return [...held, ...wouldHelp].flatMap(({ condition }) => (condition ? testsOf(condition).map(({ names }) => ({ logic: names })) : []))
  })
}

/** What looks like the id of somebody or something in the conditions, and the teams and departments of whom is asked about. */
function idsIn(about: FieldQuestion): string[] {
  const { principal } = about
  const own = principal.kind === 'person' ? [principal.id, ...principal.teams, ...principal.departments] : []
  const written = [...conditionsAbout(about).values()].flatMap((condition: Logic) => JSON.stringify(condition).match(uuids) ?? [])
  return [...own, ...written]
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

function inBoth(say: (locale: (typeof locales)[number]) => string): Words {
  return Object.fromEntries(locales.map((locale) => [locale, say(locale)])) as Words
}
