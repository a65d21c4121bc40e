import { decimal, integer, type JsonValue, list, type RecordValues, reference, text, type ValueType } from '@tangram/data-model'
import fc from 'fast-check'
import type { Logic, Scope } from '../logic.ts'
import { dateUnits, type OperatorDefinition, type ParamKind } from '../operator.ts'
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
}

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

/** A record; every value may be missing. */
export const anyRecord: fc.Arbitrary<RecordValues> = fc.record(
  Object.fromEntries(Object.entries(sampleTypes).map(([name, type]) => [name, fc.option(anyValue(type), { freq: 4 })])),
)

/** What an expression is wanted to give; `condition`, `equal`… are resolved to one of these. */
type Wanted = 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'time' | 'timestamp' | 'team' | 'list'
const kinds: readonly Wanted[] = ['text', 'integer', 'decimal', 'boolean', 'date', 'time', 'timestamp', 'team', 'list']

/** Expressions that are likely to pass the checker; what does not is for the test to pass over. */
export const anyLogic: fc.Arbitrary<Logic> = fc.constantFrom(...kinds).chain((kind) => logicOf(kind, 3))

export function logicOf(wanted: Wanted, depth: number): fc.Arbitrary<Logic> {
  const leaf = fc.oneof({ weight: 3, arbitrary: nameOf(wanted) }, { weight: 1, arbitrary: literalOf(wanted) })
  if (depth === 0) return leaf
  const calls = operators.filter((operator) => gives(operator, wanted))
  if (calls.length === 0) return leaf
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    { weight: 3, arbitrary: fc.constantFrom(...calls).chain((operator) => callOf(operator, wanted, depth - 1)) },
  )
}

function callOf(operator: OperatorDefinition, wanted: Wanted, depth: number): fc.Arbitrary<Logic> {
  const needed = operator.params.filter((param) => !param.optional).length
  const most = operator.rest ? needed + 2 : operator.params.length
  return fc.tuple(fc.integer({ min: needed, max: most }), fc.constantFrom(...kinds)).chain(([count, group]) => {
    const alike = operator.result === 'alike' || operator.result === 'first' ? wanted : group
    const args = Array.from({ length: count }, (_, index) => {
      if (operator.pairs) return logicOf(index % 2 === 0 && index < count - 1 ? 'boolean' : alike, depth)
      if (operator.op === 'in' && index === 1) return fc.oneof(logicOf('list', depth), fc.array(literalOf(alike), { maxLength: 3 }))
      const param = operator.params[index] ?? operator.rest
      return argOf(param?.kind ?? 'any', alike, depth)
    })
    return fc.tuple(...args).map((given): Logic => ({ [operator.op]: given }))
  })
}

function argOf(kind: ParamKind, alike: Wanted, depth: number): fc.Arbitrary<Logic> {
  switch (kind) {
    case 'condition':
      return logicOf('boolean', depth)
    case 'integers':
      return logicOf('integer', depth)
    case 'number':
    case 'numbers':
      return fc.oneof(logicOf('integer', depth), logicOf('decimal', depth))
    case 'words':
      return fc.constantFrom<Wanted>('text', 'integer', 'boolean', 'date', 'timestamp', 'time').chain((wanted) => logicOf(wanted, depth))
    case 'moment':
      return fc.oneof(logicOf(alike === 'date' ? 'date' : 'timestamp', depth), logicOf('timestamp', depth))
    case 'scale':
      return fc.integer({ min: -3, max: 8 })
    case 'unit':
      return fc.constantFrom(...dateUnits)
    case 'items':
      return logicOf('list', depth)
    case 'any':
    case 'alike':
    case 'equal':
    case 'order':
      return logicOf(alike, depth)
    default:
      return logicOf(kind, depth)
  }
}

function gives(operator: OperatorDefinition, wanted: Wanted): boolean {
  switch (operator.result) {
    case 'alike':
      return true
    case 'number':
      return wanted === 'integer' || wanted === 'decimal'
    case 'first':
      return wanted === 'date' || wanted === 'timestamp'
    default:
      return operator.result.kind === wanted
  }
}

function nameOf(wanted: Wanted): fc.Arbitrary<Logic> {
  const names = Object.keys(sampleTypes).filter((name) => {
    const type = sampleTypes[name]
    if (wanted === 'team') return name === 'team'
    return type?.kind === wanted
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
    case 'team':
      return fc.constantFrom(...uuids)
    default:
      return fc.option(values[wanted] ?? fc.constant(null), { freq: 6 })
  }
}
