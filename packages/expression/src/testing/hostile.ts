import { AppError, InvariantError, type JsonValue, type RecordValues } from '@tangram/data-model'
import { checkExpression } from '../check-expression.ts'
import { compileEvaluator } from '../compile-evaluator.ts'
import { expressionErrors } from '../errors.ts'
import { givenFunctions } from '../given-names.ts'
import type { Logic } from '../logic.ts'
import { namesIn, renameIn } from '../names.ts'
import { operators } from '../operators/index.ts'
import { parseFormula } from '../parse-formula.ts'
import { printFormula } from '../print-formula.ts'
import { recordReader, rowReader } from '../read-name.ts'
import { sampleScope, sampleTypes } from './arbitrary-logic.ts'
import { given } from './case-files.ts'
import { type Random, randomOf } from './random.ts'

/** What a hostile expression was and what it did that it must not. */
export type Breach = { seed: number; logic: Logic; values: RecordValues; text: string; what: string }

/**
 * Makes hostile expressions, values and formulas, and puts each through everything that reads them. Allowed: JSON, and errors of the
 * catalogue, host objects as they were. `first` is the first that did anything else.
 */
export function attack(seed: number, cases: number): { cases: number; breaches: number; first?: Breach } {
  const before = hostKeys()
  let breaches = 0
  let first: Breach | undefined
  for (let index = 0; index < cases; index++) {
    const breach = attackOnce(seed + index)
    if (!breach) continue
    breaches += 1
    first ??= breach
  }
  if (hostKeys() !== before) breaches += 1
  return first ? { cases, breaches, first } : { cases, breaches }
}

export function attackOnce(seed: number): Breach | undefined {
  const random = randomOf(seed)
  const logic = hostileLogic(random, random.below(5))
  const values = hostileValues(random)
  const text = random.chance(4) ? hostileText(random) : ''
  const what = breachOf(logic, values, text)
  return what === undefined ? undefined : { seed, logic, values, text, what }
}

function breachOf(logic: Logic, values: RecordValues, text: string): string | undefined {
  const read = recordReader(values)
  const attempts: { [name: string]: () => unknown } = {
    evaluate: () => compileEvaluator(logic)(read, given),
    'evaluate in a row': () => compileEvaluator(logic)(rowReader(values, read), given),
    check: () => checkExpression(logic, sampleScope).diagnostics.length,
    print: () => printFormula(logic, sampleScope, 'en'),
    rename: () => renameIn(logic, ['name'], ['__proto__']),
    names: () => namesIn(logic),
    parse: () => (text === '' ? null : parseFormula(text, sampleScope)),
  }
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      const stranger = strangerIn(attempt(), 0)
      if (stranger) return `${name} gave ${stranger}`
    } catch (error) {
      if (!isOurs(error)) return `${name} threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
    }
  }
  return undefined
}

function isOurs(error: unknown): boolean {
  return error instanceof AppError && !(error instanceof InvariantError) && Object.hasOwn(expressionErrors, error.code)
}

/** What is no JSON in a result: a function, a prototype, NaN… */
function strangerIn(value: unknown, depth: number): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value)
  if (typeof value !== 'object') return typeof value
  if (depth > 200) return undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (value === Object.prototype || (prototype !== Object.prototype && prototype !== Array.prototype)) return 'a host object'
  for (const key of Object.keys(value)) {
    const found = strangerIn((value as { [key: string]: unknown })[key], depth + 1)
    if (found) return found
  }
  return undefined
}

const hosts = [Object.prototype, Array.prototype, String.prototype, Function.prototype, globalThis]
const hostKeys = (): number => hosts.flatMap((host) => Object.getOwnPropertyNames(host)).length

const hostNames = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'length',
  'then',
  'globalThis',
  'process',
  'eval',
  'items.constructor.prototype',
  'name.constructor.constructor',
  '__proto__.polluted',
  'tags.0',
  'tags.length',
  '$user',
  '$user.constructor',
  '$old.__proto__',
  '$row.__proto__',
  '$parent.constructor',
  '',
  '.',
  '..',
  '$',
]
const strangeOperators = [
  'constructor',
  '__proto__',
  'toString',
  'method',
  'preserve',
  'map',
  'reduce',
  'log',
  'eval',
  '',
  'var',
  'missing',
]
const strangeTexts = [
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00.000Z',
  '25:61:00',
  '1e400',
  '-0',
  'NaN',
  '٣',
  'day',
  '\u0000',
  '\ud800',
  '$&',
  '(a+)+$',
  '[',
  '%',
  'x'.repeat(2_000),
  '018f0000-0000-7000-8000-000000000001',
  '9'.repeat(300),
]
const strangeNumbers = [0, -1, 1.5, 2 ** 53, -(2 ** 53), 1e308, -1e308, 5e-324, 1e21, 64, 1_000_000]

function hostileLogic(random: Random, depth: number): Logic {
  if (depth === 0) return random.chance(2) ? { var: hostileName(random) } : hostileValue(random, 1)
  const roll = random.below(20)
  if (roll === 0) return nested(random, hostileLogic(random, 0))
  if (roll === 1)
    return Object.fromEntries(Array.from({ length: random.below(4) }, () => [random.of(strangeOperators), hostileLogic(random, 0)]))
  if (roll === 2) return JSON.parse(`{"__proto__":${JSON.stringify(hostileLogic(random, 0))}}`)
  if (roll === 3) return Array.from({ length: random.below(5) }, () => hostileLogic(random, depth - 1))
  if (roll === 4) return { var: hostileValue(random, 2) }
  if (roll === 5) return { [random.of(strangeOperators)]: hostileLogic(random, depth - 1) }
  const operator = random.of(operators)
  // Mostly as many arguments as it takes, sometimes none or many.
  const count = random.chance(8) ? random.below(7) : operator.params.length + (operator.rest ? random.below(2) : 0)
  const args = Array.from({ length: count }, () => hostileLogic(random, depth - 1))
  return { [operator.op]: random.chance(12) ? (args[0] ?? null) : args }
}

function nested(random: Random, leaf: Logic): Logic {
  let logic = leaf
  const depth = random.of([30, 63, 64, 65, 200, 2_000])
  for (let level = 0; level < depth; level++) logic = level % 7 === 6 ? [logic] : { [random.chance(2) ? '!' : 'cat']: [logic] }
  return logic
}

function hostileName(random: Random): string {
  return random.chance(2) ? random.of(hostNames) : random.of(Object.keys(sampleTypes))
}

function hostileValue(random: Random, depth: number): JsonValue {
  switch (random.below(depth > 0 ? 9 : 5)) {
    case 0:
      return null
    case 1:
      return random.chance(2)
    case 2:
      return random.of(strangeNumbers)
    case 3:
      return random.of(strangeTexts)
    case 4:
      return random.of(hostNames)
    case 5:
    case 6:
      return Array.from({ length: random.below(4) }, () => hostileValue(random, depth - 1))
    case 7:
      return JSON.parse(`{"__proto__":${JSON.stringify(hostileValue(random, depth - 1))},"constructor":{"name":1}}`)
    default:
      return { [random.of(hostNames)]: hostileValue(random, depth - 1) }
  }
}

function hostileValues(random: Random): RecordValues {
  const values: RecordValues = {}
  for (const name of Object.keys(sampleTypes)) if (random.chance(3)) values[name] = hostileValue(random, 2)
  return values
}

const pieces = [
  'IF(',
  'SUM(',
  ')',
  '(',
  '[',
  ']',
  '{',
  '}',
  '"',
  '“',
  ',',
  '，',
  '.',
  '+',
  '-',
  '%',
  '=',
  '<>',
  ' ',
  '1',
  '.5',
  '1e9',
  '\\',
  '\u0000',
  '😀',
  '状态',
  'NOT ',
  ' AND ',
]

function hostileText(random: Random): string {
  const length = random.chance(50) ? 3_000 : random.below(24)
  const words = [...pieces, ...hostNames, ...givenFunctions.map(({ names }) => names[0]), ...Object.keys(sampleTypes)]
  const piece = random.chance(4) ? random.of(pieces) : undefined
  return Array.from({ length }, () =>
    piece && random.chance(2) ? piece : random.chance(3) ? random.of(operators).names[0] : random.of(words),
  ).join('')
}
