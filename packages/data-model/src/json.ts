/** What JSON can hold. Nothing else crosses a boundary: no Date, no bigint, no undefined. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

/** The values of one record by attribute id. */
export type RecordValues = { [attribute: string]: JsonValue }

/** An instant, ISO 8601 UTC with milliseconds: `2026-11-22T08:00:00.000Z`. */
export type Instant = string

/** A calendar date, `YYYY-MM-DD`, without a zone. */
export type CalendarDate = string

/** Whether something from outside, or a value of a record, is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
