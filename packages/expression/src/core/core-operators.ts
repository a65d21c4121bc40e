import type { JsonValue } from '@tangram/data-model'
import { isLooselyTrue, type Loose, looselyEqual, looselyLess, looseNumber, looseText } from './loose.ts'

/** Operators of json-logic-js that see the values of their arguments and nothing else. */
export const coreOperators: { readonly [op: string]: (args: Loose[], data: JsonValue) => Loose } = {
  '==': ([a, b]) => looselyEqual(a, b),
  '===': ([a, b]) => a === b,
  '!=': ([a, b]) => !looselyEqual(a, b),
  '!==': ([a, b]) => a !== b,
  '>': ([a, b]) => looselyLess(b, a, false),
  '>=': ([a, b]) => looselyLess(b, a, true),
  '<': ([a, b, c]) => looselyLess(a, b, false) && (c === undefined || looselyLess(b, c, false)),
  '<=': ([a, b, c]) => looselyLess(a, b, true) && (c === undefined || looselyLess(b, c, true)),
  '!!': ([a]) => isLooselyTrue(a),
  '!': ([a]) => !isLooselyTrue(a),
  '%': ([a, b]) => looseNumber(a) % looseNumber(b),
  // There is no console in an engine.
  log: ([a]) => a,
  in: ([a, b]) => (typeof b === 'string' ? b !== '' && b.includes(looseText(a)) : Array.isArray(b) && b.indexOf(a as JsonValue) !== -1),
  cat: (args) => args.map((arg) => (arg === null || arg === undefined ? '' : looseText(arg))).join(''),
  substr: ([source, start, end]) => substr(looseText(source), start, end),
  '+': (args) => args.reduce<number>((sum, arg) => sum + Number.parseFloat(looseText(arg)), 0),
  // As there, one argument alone comes back as it is.
  '*': ([first, ...rest]) =>
    rest.length === 0
      ? first
      : rest.reduce<number>(
          (product, arg) => Number.parseFloat(String(product)) * Number.parseFloat(looseText(arg)),
          Number.parseFloat(looseText(first)),
        ),
  '-': ([a, b]) => (b === undefined ? -looseNumber(a) : looseNumber(a) - looseNumber(b)),
  '/': ([a, b]) => looseNumber(a) / looseNumber(b),
  min: (args) => Math.min(...args.map(looseNumber)),
  max: (args) => Math.max(...args.map(looseNumber)),
  merge: (args) => args.flatMap((arg) => arg ?? null),
  var: ([name, otherwise], data) => valueIn(data, name, otherwise),
  missing,
  missing_some: ([needed, names], data) => {
    const gone = missing(Array.isArray(names) ? names : [names ?? null], data)
    const count = Array.isArray(names) || typeof names === 'string' ? names.length : Number.NaN
    return looselyLess(needed, count - gone.length, true) ? [] : gone
  },
}

function valueIn(data: JsonValue, name: Loose, otherwise: Loose): Loose {
  if (name === undefined || name === '' || name === null) return data
  let value: JsonValue = data
  for (const segment of looseText(name).split('.')) {
    // json-logic-js would follow inherited properties too, as far as functions and prototypes.
    if (value === null || !Object.hasOwn(Object(value), segment)) return otherwise ?? null
    value = (value as { [key: string]: JsonValue })[segment] ?? null
  }
  return value
}

/** The names that have no value; one list of names counts as the names in it. */
function missing(args: readonly Loose[], data: JsonValue): JsonValue[] {
  const names = Array.isArray(args[0]) ? args[0] : args
  return names.flatMap((name) => {
    // Each name stands there as the arguments of `var` would: a list is a name and what to take otherwise.
    const [path, otherwise] = Array.isArray(name) ? name : [name]
    const value = valueIn(data, path, otherwise)
    return value === null || value === '' ? [name ?? null] : []
  })
}

/** A negative start counts from the end, a negative length leaves so many characters out at the end. */
function substr(source: string, start: Loose, length: Loose): string {
  const from = whole(start)
  const rest = source.slice(from < 0 ? Math.max(0, source.length + from) : from)
  if (length === undefined) return rest
  if (!looselyLess(length, 0, false)) return rest.slice(0, whole(length))
  // There a text is put behind the length instead of being added to it, which gives no number.
  return typeof length === 'number' ? rest.slice(0, Math.max(0, Math.trunc(rest.length + length))) : ''
}

function whole(value: Loose): number {
  const number = value === undefined ? 0 : looseNumber(value)
  return Number.isNaN(number) ? 0 : Math.trunc(number)
}
