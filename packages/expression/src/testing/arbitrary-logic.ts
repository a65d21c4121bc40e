import { date, decimal, integer, type JsonValue, list, type RecordValues, reference, text, type ValueType } from '@tangram/data-model'
import fc from 'fast-check'
import type { Logic, Scope } from '../logic.ts'
import {
  comparisons,
  dateUnits,
  elapsedUnits,
  type OperatorDefinition,
  type ParamKind,
  periods,
  type WrittenKind,
  zones,
} from '../operator.ts'
import { operators } from '../operators/index.ts'

/** Two attributes of every kind that expressions compute with. */
export const sampleTypes: { readonly [name: string]: ValueType } = {
  name: text(),
  note: text(),
  total: integer(),
  rating: integer({ min: 1, max: 5 }),
  price: decimal(18, 2),
  cost: decimal(18, 4),
  urgent: { kind: 'boolean' },
  open: { kind: 'boolean' },
  due: { kind: 'date' },
  born: { kind: 'date' },
  opens: { kind: 'time' },
  closes: { kind: 'time' },
  created: { kind: 'timestamp' },
  resolved: { kind: 'timestamp' },
  team: reference('team'),
  owner: reference('person'),
  tags: list(text()),
  labels: list(text()),
  teams: reference('team', true),
  // As columns of a sub-form: one value for each row, some of them blank.
  amounts: list(decimal(18, 2)),
  counts: list(integer()),
  days: list(date),
  flags: list({ kind: 'boolean' }),
}

/** The sample lists that have blanks. */
export const columns: ReadonlySet<string> = new Set(['amounts', 'counts', 'days', 'flags'])

export const sampleScope: Scope = {
  typeOf: (path) => (path.length === 1 && Object.hasOwn(sampleTypes, path[0] ?? '') ? sampleTypes[path[0] ?? ''] : undefined),
  names: () => Object.keys(sampleTypes).map((name) => ({ path: [name], label: name })),
}

const uuids = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002', '018f0000-0000-7000-8000-000000000003']
const texts = ['', 'a', 'Ab', 'b', '你好😀', '\uffee', ' x ', '12', '1.50', '%_', 'ß', 'straße İ', 'constructor', "o'x", 'null']

const values: { readonly [kind: string]: fc.Arbitrary<JsonValue> } = {
  text: fc.constantFrom(...texts),
  integer: fc.oneof(fc.constantFrom(0, 1, -1, 2, 5, 7, 100, 9007199254740991, -9007199254740991), fc.integer({ min: -1000, max: 1000 })),
  decimal: fc.constantFrom('0.00', '1.50', '-2.50', '0.10', '0.20', '99.99', '1234567890123.45', '3.00'),
  boolean: fc.boolean(),
  date: fc.constantFrom('2026-11-22', '2024-02-29', '2026-01-31', '0001-01-01', '9999-12-31', '1999-12-31'),
  time: fc.constantFrom('00:00:00', '08:30:00', '23:59:59'),
  timestamp: fc.constantFrom(
    '2026-11-22T20:00:00.000Z',
    '2026-03-29T00:59:59.999Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2024-02-29T23:00:00.123Z',
    '2000-01-01T00:00:00.000Z',
  ),
  reference: fc.constantFrom(...uuids),
}

function anyValue(type: ValueType): fc.Arbitrary<JsonValue> {
  if (type.kind === 'list') return fc.uniqueArray(anyValue(type.of), { maxLength: 3 })
  if (type.kind === 'reference' && type.many) return fc.uniqueArray(anyValue(reference(type.to)), { maxLength: 3 })
  if (type.kind === 'integer' && type.max !== undefined) return fc.integer({ min: type.min ?? 0, max: type.max })
  return values[type.kind] ?? fc.constant(null)
}

/** One value for each row of a sub-form: blanks and repetitions, and no rows as the empty list. */
function anyColumn(type: ValueType): fc.Arbitrary<JsonValue> {
  return fc.array(fc.option(anyValue(type), { freq: 4 }), { maxLength: 5 })
}

/** A record; every value may be missing. */
export const anyRecord: fc.Arbitrary<RecordValues> = fc.record(
  Object.fromEntries(
    Object.entries(sampleTypes).map(([name, type]) => [
      name,
      columns.has(name) && type.kind === 'list' ? anyColumn(type.of) : fc.option(anyValue(type), { freq: 4 }),
    ]),
  ),
)

/** What an expression is wanted to give; `condition`, `equal`… are resolved to one of these. */
type Wanted = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'timestamp' | 'team' | ListWanted
type ListWanted = 'list' | 'decimals' | 'integers' | 'dates' | 'booleans'
const kinds: readonly Wanted[] = [
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'time',
  'timestamp',
  'team',
  'list',
  'decimals',
  'integers',
  'dates',
]
/** What lists hold. */
const items: { readonly [Kind in ListWanted]: Wanted & ValueType['kind'] } = {
  list: 'text',
  decimals: 'decimal',
  integers: 'integer',
  dates: 'date',
  booleans: 'boolean',
}
const isList = (wanted: Wanted): wanted is ListWanted => Object.hasOwn(items, wanted)

/** Expressions that are likely to pass the checker; what does not is for the test to pass over. */
export const anyLogic: fc.Arbitrary<Logic> = fc.constantFrom(...kinds).chain((kind) => logicOf(kind, 3))

const made = new Map<string, fc.Arbitrary<Logic>>()

export function logicOf(wanted: Wanted, depth: number): fc.Arbitrary<Logic> {
  // Making an arbitrary takes longer than making a value of it.
  const key = `${wanted} ${depth}`
  const known = made.get(key)
  if (known) return known
  const arbitrary = makeLogic(wanted, depth)
  made.set(key, arbitrary)
  return arbitrary
}

function makeLogic(wanted: Wanted, depth: number): fc.Arbitrary<Logic> {
  const leaf = fc.oneof({ weight: 3, arbitrary: nameOf(wanted) }, { weight: 1, arbitrary: literalOf(wanted) })
  if (depth === 0) return leaf
  const calls = operators.filter((operator) => gives(operator, wanted))
  if (calls.length === 0) return leaf
  const madeCalls = new Map<OperatorDefinition, fc.Arbitrary<Logic>>()
  const call = (operator: OperatorDefinition): fc.Arbitrary<Logic> => {
    const arbitrary = madeCalls.get(operator) ?? callOf(operator, wanted, depth - 1)
    madeCalls.set(operator, arbitrary)
    return arbitrary
  }
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 3, arbitrary: fc.constantFrom(...calls).chain(call) })
}

/** A call of one operator, whatever it gives. */
export function anyCallOf(operator: OperatorDefinition): fc.Arbitrary<Logic> {
  const wanted = kinds.filter((kind) => gives(operator, kind))
  // Lists of references are asked for by name only.
  return fc.constantFrom(...(wanted.length > 0 ? wanted : (['list'] as const))).chain((kind) => callOf(operator, kind, 1))
}

function callOf(operator: OperatorDefinition, wanted: Wanted, depth: number): fc.Arbitrary<Logic> {
  const needed = operator.params.filter((param) => !param.optional).length
  const most = operator.rest ? needed + 2 : operator.params.length
  const known = new Map<string, fc.Arbitrary<Logic>>()
  return fc.tuple(fc.integer({ min: needed, max: most }), fc.constantFrom(...kinds)).chain(([count, group]) => {
    const key = `${count} ${group}`
    const arbitrary = known.get(key) ?? argumentsOf(operator, count, wanted, group, depth)
    known.set(key, arbitrary)
    return arbitrary
  })
}

function argumentsOf(operator: OperatorDefinition, count: number, wanted: Wanted, group: Wanted, depth: number): fc.Arbitrary<Logic> {
  const { result } = operator
  const isAlike = result === 'alike' || result === 'first'
  const alike = isAlike ? wanted : result === 'item' ? listOf(wanted) : result === 'items' ? wanted : group
  const args = Array.from({ length: count }, (_, index) => {
    if (operator.pairs) return logicOf(index % 2 === 0 && index < count - 1 ? 'boolean' : alike, depth)
    if (operator.cases && index > 0) return logicOf(index % 2 === 1 && index < count - 1 ? group : wanted, depth)
    if (operator.cases) return logicOf(group, depth)
    if (operator.op === 'in' && index === 1) return fc.oneof(logicOf('list', depth), fc.array(literalOf(alike), { maxLength: 3 }))
    const param = operator.params[index] ?? operator.rest
    return argOf(param?.kind ?? 'any', alike, depth)
  })
  return fc.tuple(...args).map((given): Logic => ({ [operator.op]: given }))
}

/** The list that holds what is wanted. */
function listOf(wanted: Wanted): Wanted {
  return (Object.keys(items) as ListWanted[]).find((list) => items[list] === wanted) ?? 'list'
}

function argOf(kind: ParamKind, alike: Wanted, depth: number): fc.Arbitrary<Logic> {
  const among = (...wanted: Wanted[]) => fc.constantFrom(...wanted).chain((each) => logicOf(each, depth))
  switch (kind) {
    case 'condition':
      return logicOf('boolean', depth)
    case 'integers':
      return among('integer', 'integers')
    case 'number':
      return among('integer', 'decimal')
    case 'numbers':
      return among('integer', 'decimal', 'integers', 'decimals')
    case 'amounts':
      return among('integers', 'decimals')
    case 'words':
      return among('text', 'integer', 'boolean', 'date', 'timestamp', 'time')
    case 'moment':
      return alike === 'date' ? among('date', 'timestamp') : logicOf('timestamp', depth)
    case 'moments':
      return alike === 'date' ? among('date', 'dates') : logicOf('timestamp', depth)
    case 'clock':
      return among('timestamp', 'time')
    case 'dates':
      return logicOf('dates', depth)
    case 'scale':
      return fc.integer({ min: -3, max: 8 })
    case 'exponent':
      return fc.constantFrom(0, 1, 2, 3, 7, 20)
    case 'items':
      return among('list', 'list', 'decimals', 'integers', 'dates')
    case 'list':
      return isList(alike) ? among(alike, alike, 'list') : among('list', 'list', 'dates')
    case 'plains':
      return among('list', isList(alike) ? alike : listOf(alike))
    case 'member':
      return logicOf(isList(alike) ? items[alike] : alike, depth)
    case 'text':
    case 'integer':
    case 'date':
    case 'timestamp':
    case 'time':
      return logicOf(kind, depth)
    case 'reference':
      return logicOf('team', depth)
    case 'people':
      return fc.constantFrom<Logic>({ var: 'teams' }, { var: '$user.teams' }, { current_teams: [] }, null)
    case 'flags':
      return logicOf('booleans', depth)
    case 'any':
    case 'alike':
    case 'equal':
    case 'order':
    case 'plain':
      return logicOf(alike, depth)
    default:
      return fc.constantFrom(...writtenOut[kind])
  }
}

/** What stands where an operator wants it written out. */
const writtenOut: { readonly [Kind in Exclude<WrittenKind, 'exponent'>]: readonly string[] } = {
  unit: dateUnits,
  period: periods,
  elapsed: elapsedUnits,
  comparison: comparisons,
  zone: zones,
  pattern: ['a', '^.b$', '\\d+', '[^a-z]'],
  numberFormat: ['0', '0.00', '#,##0.00', '0.0%', '0000', '#,##0.##', '¥#,##0.00', '0.0#', '#.##', '0.00元'],
  dateFormat: ['yyyy-MM-dd', 'yyyy年M月d日', 'HH:mm:ss', 'yyyy/MM/dd HH:mm', 'yyyy-MM', 'd.M.yyyy', 'MMdd', 'H', 'yyyy Q'],
}

function gives(operator: OperatorDefinition, wanted: Wanted): boolean {
  switch (operator.result) {
    case 'alike':
      return operator.params[0]?.kind === 'moments' ? wanted === 'date' || wanted === 'timestamp' : true
    case 'number':
      return wanted === 'integer' || wanted === 'decimal'
    case 'first':
      if (operator.params[0]?.kind === 'moment') return wanted === 'date' || wanted === 'timestamp'
      return operator.params[0]?.kind === 'amounts' ? wanted === 'integers' || wanted === 'decimals' : isList(wanted)
    case 'item':
      return Object.values(items).some((item) => item === wanted)
    case 'items':
      return isList(wanted)
    default:
      return (
        operator.result.kind === (wanted === 'team' ? 'reference' : wanted) ||
        (operator.result.kind === 'list' && isList(wanted) && operator.result.of.kind === items[wanted])
      )
  }
}

function nameOf(wanted: Wanted): fc.Arbitrary<Logic> {
  const names = Object.keys(sampleTypes).filter((name) => {
    const type = sampleTypes[name]
    if (wanted === 'team') return name === 'team'
    return isList(wanted) ? type?.kind === 'list' && type.of.kind === items[wanted] : type?.kind === wanted
  })
  const given: Logic[] = wanted === 'timestamp' ? [{ var: '$now' }] : wanted === 'date' ? [{ var: '$today' }] : []
  return fc.constantFrom<Logic>(...names.map((name) => ({ var: name })), ...given)
}

function literalOf(wanted: Wanted): fc.Arbitrary<JsonValue> {
  switch (wanted) {
    case 'decimal':
      return fc.constantFrom<JsonValue>(0.5, 1.13, -2.25, 100)
    case 'list':
      return fc.uniqueArray(fc.constantFrom(...texts), { maxLength: 3 })
    case 'decimals':
    case 'integers':
    case 'dates':
    case 'booleans':
      return fc.array(literalOf(items[wanted]), { minLength: 1, maxLength: 3 })
    case 'team':
      return fc.constantFrom(...uuids)
    default:
      return fc.option(values[wanted] ?? fc.constant(null), { freq: 6 })
  }
}
