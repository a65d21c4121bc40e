import type { Id } from './id.ts'
import type { JsonValue } from './json.ts'

/** What a list, count, export or report drill asks of one entity. */
export type RecordQuery = {
  /** JSON Logic over the entity's attributes (`{"var":"status"}`, `{"var":"product.line"}`). */
  where?: JsonValue
  /** Words searched in the text attributes the reader may see. */
  search?: string
  sort?: { by: Id; dir?: 'asc' | 'desc' }[]
  /** Attributes to return; all visible ones when absent. */
  select?: Id[]
  /** 1 to 200; 50 when absent. */
  limit?: number
  /** The cursor of the page before. */
  after?: string
}

export type RecordPage<T> = { records: T[] /** Cursor of the next page; null at the end. */; next: string | null }
