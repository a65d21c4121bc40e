import type { Instant, JsonValue, Locale, Option, ValueType } from '@tangram/data-model'

/** A stored expression: JSON Logic. Fields by id: `{"var":"status"}`, across a reference `{"var":"product.line"}`. */
export type Logic = JsonValue

/** The only clock, zone and person an expression sees. */
export type Given = {
  now: Instant
  /** IANA zone, e.g. `Asia/Shanghai`. */
  zone: string
  locale?: Locale
  user?: { id: string; teams: readonly string[]; departments: readonly string[]; roles: readonly string[] }
}

/** Gives the value of a name that does not begin with `$now`, `$today` or `$user`; null when there is none. */
export type ReadValue = (path: string[]) => JsonValue

/** An expression ready to run, any number of times. */
export type CompiledLogic = (read: ReadValue, given: Given) => JsonValue

/**
 * What names mean. `typeOf(['product','line'])` follows references; undefined for an unknown name.
 * Beside fields: `$now`, `$today`, `$user.id`, `$user.teams`, `$user.departments`, `$user.roles`, and `$old.<field>` where the scope has it.
 */
export type Scope = {
  typeOf(path: readonly string[]): ValueType | undefined
  /** Label of the last segment of a name, for printing and messages. */
  labelOf?(path: readonly string[], locale: Locale): string | undefined
  /** Choices of a choice field: formulas write their labels, logic keeps their ids. */
  optionsOf?(path: readonly string[]): readonly Option[] | undefined
  /** Names in reach, for completion and "did you mean". `label` is the whole dotted name. */
  names?(): readonly { path: readonly string[]; label: string }[]
  /** True where PostgreSQL is to compute it: functions that only closures have are refused. */
  inDatabase?: true
}
