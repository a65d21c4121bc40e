import type { JsonValue, LocalizedText, ValueKind, ValueType } from '@tangram/data-model'
import type { CompiledLogic, Given } from './logic.ts'

export type OperatorGroup = 'logic' | 'text' | 'number' | 'date' | 'list' | 'people'

/** What an argument must be. */
export type ParamKind =
  /** Anything but a decimal, whose text `"0.00"` JSON Logic takes for true. */
  | 'condition'
  | 'text'
  /** What can be written out: text, integers, canonical decimals, dates… */
  | 'words'
  | 'integer'
  | 'number'
  /** An integer or a list of integers. */
  | 'integers'
  /** A number or a list of numbers. */
  | 'numbers'
  | 'date'
  | 'timestamp'
  /** A date or a timestamp. */
  | 'moment'
  | 'list'
  /** A list or the rows of a sub-form. */
  | 'items'
  | 'any'
  /** All arguments of this kind are of one type. */
  | 'alike'
  /** As `alike`, and the type can be compared for equality. */
  | 'equal'
  /** As `alike`, and the type has an order. */
  | 'order'
  /** A whole number written out, −20 to 20. */
  | 'scale'
  /** Of one type among themselves, which is no decimal. */
  | 'plain'
  /** A list whose items are no decimals. */
  | 'plains'
  /** What may be an item of the `plains` beside it. */
  | 'member'
  /** Dates, or timestamps, or lists of them. */
  | 'moments'
  /** A list of numbers. */
  | 'amounts'
  /** A list of dates. */
  | 'dates'
  /** A list of references. */
  | 'people'
  /** A list of true and false. */
  | 'flags'
  /** A timestamp or a time of day. */
  | 'clock'
  | 'time'
  | 'reference'
  | WrittenKind

/** Kinds whose arguments are written out, because what they say decides how the answer is computed. */
export type WrittenKind = 'unit' | 'exponent' | 'period' | 'elapsed' | 'comparison' | 'zone' | 'numberFormat' | 'dateFormat' | 'pattern'

export type Param = { name: Required<LocalizedText>; kind: ParamKind; optional?: true }

export type Evaluate = (args: JsonValue[], given: Given) => JsonValue
/** An argument ready to run. `literal` is there when it is written out: what follows from it alone is found once. */
export type Operand = { run: CompiledLogic; literal?: JsonValue }
/** Makes one closure of the closures of the arguments, which it may ask or not. */
export type Join = (operands: readonly Operand[]) => CompiledLogic

/** One operator of the language: how formulas call it, what it takes, what it gives. */
export type OperatorDefinition = {
  /** Its name in JSON Logic. */
  op: string
  /** Names in formulas; the first is printed, all are understood, capitals or not. */
  names: readonly [string, ...string[]]
  group: OperatorGroup
  label: Required<LocalizedText>
  params: readonly Param[]
  /** Further arguments, any number of them. */
  rest?: Param
  /**
   * `alike`: the common type of the arguments; `number`: decimal when an argument is; `first`: the type of the first; `item`: of the
   * items of the first; `items`: a list of what the lists hold.
   */
  result: ValueType | 'alike' | 'number' | 'first' | 'item' | 'items'
  /** Arguments come in pairs of condition and value; one left over is the value otherwise. */
  pairs?: true
  /** After the first argument come pairs of a value it may have and what to give then; one left over is given otherwise. */
  cases?: true
  /** The operator that formulas mean by the same name when an argument is a decimal. */
  exact?: string
  /** The operators that formulas mean by the same name when the first argument is of such a kind, or a list of it. */
  variants?: { readonly [Kind in ValueKind]?: string }
  /** Names beyond its arguments that it reads: `$today`, `$user.roles`. */
  reads?: readonly string[]
  /** Why PostgreSQL cannot give the same answer; without it, it does. */
  closuresOnly?: Required<LocalizedText>
  /** Texts compared with a choice field are its options. */
  options?: true
  /** What json-logic-js has too, with the same answers on typed operands. */
  core?: true
} & (
  | {
      evaluate: Evaluate
      /** The same answers without a list of arguments in between; undefined for arguments it does not know. */
      join?: (operands: readonly Operand[]) => CompiledLogic | undefined
    }
  | { join: Join }
)

export const dateUnits = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export const periods = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

/** Whole units between two dates; the letters are those of spreadsheets, `YM` the months beyond whole years. */
export const elapsedUnits = ['year', 'quarter', 'month', 'week', 'day', 'Y', 'M', 'D', 'YM'] as const

export const comparisons = ['=', '<>', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

/** Zones that a formula can name: those both sides know by these very names. */
export const zones = [
  'UTC',
  ...['Shanghai', 'Hong_Kong', 'Taipei', 'Urumqi', 'Tokyo', 'Seoul', 'Singapore', 'Bangkok', 'Jakarta', 'Manila'].map(
    (city) => `Asia/${city}`,
  ),
  ...['Kolkata', 'Karachi', 'Dhaka', 'Dubai', 'Riyadh', 'Tehran', 'Jerusalem', 'Kathmandu'].map((city) => `Asia/${city}`),
  ...['London', 'Lisbon', 'Paris', 'Berlin', 'Madrid', 'Rome', 'Athens', 'Istanbul', 'Moscow'].map((city) => `Europe/${city}`),
  ...['Cairo', 'Lagos', 'Nairobi', 'Johannesburg'].map((city) => `Africa/${city}`),
  ...['New_York', 'Chicago', 'Denver', 'Los_Angeles', 'Toronto', 'St_Johns', 'Mexico_City', 'Bogota', 'Sao_Paulo'].map(
    (city) => `America/${city}`,
  ),
  ...['Sydney', 'Perth', 'Adelaide'].map((city) => `Australia/${city}`),
  'Pacific/Auckland',
] as const

const zoneNames: ReadonlySet<unknown> = new Set(zones)

export const isZone = (value: unknown): value is string => zoneNames.has(value)

export type DateUnit = (typeof dateUnits)[number]

export const param = (kind: ParamKind, en: string, zh: string): Param => ({ kind, name: { en, 'zh-CN': zh } })
export const optional = (kind: ParamKind, en: string, zh: string): Param => ({ kind, name: { en, 'zh-CN': zh }, optional: true })
