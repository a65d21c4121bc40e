import type { JsonValue, LocalizedText, ValueType } from '@tangram/data-model'
import type { CompiledLogic, Given } from './logic.ts'

export type OperatorGroup = 'logic' | 'text' | 'number' | 'date' | 'list'

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
  /** One of `dateUnits`, written out. */
  | 'unit'

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
  /** `alike`: the common type of the arguments; `number`: decimal when an argument is; `first`: the type of the first. */
  result: ValueType | 'alike' | 'number' | 'first'
  /** Arguments come in pairs of condition and value; one left over is the value otherwise. */
  pairs?: true
  /** The operator that formulas mean by the same name when an argument is a decimal. */
  exact?: string
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
export type DateUnit = (typeof dateUnits)[number]

export const param = (kind: ParamKind, en: string, zh: string): Param => ({ kind, name: { en, 'zh-CN': zh } })
export const optional = (kind: ParamKind, en: string, zh: string): Param => ({ kind, name: { en, 'zh-CN': zh }, optional: true })
