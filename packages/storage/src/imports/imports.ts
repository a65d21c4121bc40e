import type { Principal } from '@tangram/access'
import type { FieldDocument, Id, Instant, JsonValue, LocalizedText, RecordValues } from '@tangram/data-model'
import type { InferredTable, LayoutChoice } from '@tangram/form-engine'
import type { Fence } from '../transaction.ts'

/**
 * `reading` its tables are being inferred · `read` somebody looks at them · `checking` every row is compared, nothing written ·
 * `checked` · `writing` · `done` · `cancelled` what was written stays · `failed` with an error
 */
export type ImportState = 'reading' | 'read' | 'checking' | 'checked' | 'writing' | 'done' | 'cancelled' | 'failed'

/** One table of the file and where its rows go. */
export type ImportStep = {
  /** Name of the inferred table. */
  table: string
  entity: Id
  /** Column of the file to field, or to the column of a sub-form. */
  plan: { column: number; field: FieldDocument; within?: Id }[]
  /** The field by whose value a row finds its record; absent: every row is a new one. */
  key?: Id
}

export type ImportTarget = {
  app: Id
  steps: ImportStep[]
  formulas: 'refuse' | 'values'
  /** What becomes of records that the file does not name any more. */
  missing: 'keep' | 'remove'
  /** Start flows and rules for what is written, as if somebody had typed it. */
  follow: boolean
}

/** What became of the rows of one step, or would. */
export type ImportCounts = { created: number; changed: number; unchanged: number; missing: number; refused: number }

export type Import = {
  id: string
  person: string
  file: string
  name: string
  state: ImportState
  choices: { [sheet: number]: LayoutChoice }
  tables: InferredTable[] | null
  target: ImportTarget | null
  /** 0 to 1. */
  share: number
  /** One for each step. */
  counts: ImportCounts[]
  error: { code: string; text: LocalizedText; fix?: LocalizedText } | null
  createdAt: Instant
  updatedAt: Instant
}

/** A line of the file as it stands there. */
export type FileLine = { number: number; cells: JsonValue[] }

/** What is wrong with a record; `line` where it is with a row of a sub-form. `of`: nothing, but it belongs to a refused record in this line. */
export type RowProblemText = { field?: Id; column?: number; line?: number; of?: number; message: LocalizedText }

export type RowRefusal = {
  row: number
  cells: JsonValue[]
  /** The other lines of a record with a sub-form: they are refused with it. */
  more?: FileLine[]
  problems: RowProblemText[]
}

/** A record on its way in: values by field, and the fields that name records by what people call them. */
export type IncomingRow = {
  number: number
  cells: JsonValue[]
  more: FileLine[]
  values: RecordValues
  /** The line of each row of a sub-form. */
  lines: { [subform: Id]: number[] }
  names: { field: Id; names: string[]; many: boolean; within?: Id; row?: number }[]
}

/** Where an interrupted run goes on: rows of `step` up to `row` are done. */
export type ImportPlace = { step: number; row: number }

export type BatchOptions = {
  mode: 'check' | 'write'
  step: ImportStep
  target: ImportTarget
  fence: Fence
  place: ImportPlace
  share: number
  /** Rows that were refused before they came here. */
  refused: readonly RowRefusal[]
  /** Keys and unique values met so far, across batches. */
  seen: ImportSeen
}

/** What one step has met so far; rebuilt when a run goes on elsewhere. */
export type ImportSeen = { keys: Map<string, number>; values: Map<Id, Map<string, number>>; records: Set<string> }

/** Table files on their way in. Everybody sees their own only. */
export type Imports = {
  /** Takes an upload of the principal's and queues its reading. */
  create(principal: Principal, upload: { file: string; name: string }): Promise<Import>
  /** @throws storage.import.unknown 404 */
  get(principal: Principal, id: string): Promise<Import>
  /** Reads it again with other headings. */
  choose(principal: Principal, id: string, choices: Import['choices']): Promise<Import>
  /** Queues a comparison or the import itself. @throws storage.import.busy 409 */
  start(principal: Principal, id: string, mode: 'check' | 'write', target: ImportTarget): Promise<Import>
  cancel(principal: Principal, id: string): Promise<Import>
  refusals(principal: Principal, id: string): AsyncIterable<RowRefusal & { step: number }>

  /** For the worker: the import, who it is for, and where to go on. */
  resume(id: string, fence: Fence): Promise<{ import: Import; mode: 'check' | 'write'; place: ImportPlace }>
  /** For the worker: which of these words name exactly one active person, one team, one department. */
  namesAmong(words: readonly string[]): Promise<{ person: Set<string>; team: Set<string>; department: Set<string> }>
  /** For the worker: how far reading is. */
  advance(id: string, fence: Fence, share: number): Promise<void>
  settle(id: string, fence: Fence, outcome: Partial<Pick<Import, 'state' | 'tables' | 'error'>>): Promise<void>
  /** For the worker: checks, compares and, in mode 'write', writes one batch; the rows, their changes and the place to go on in one transaction. */
  batch(principal: Principal, id: string, rows: readonly IncomingRow[], options: BatchOptions): Promise<void>
  /** For the worker that goes on where another stopped: meets rows again that are done. */
  recall(principal: Principal, rows: readonly IncomingRow[], options: Pick<BatchOptions, 'target' | 'step' | 'seen'>): Promise<void>
  /** For the worker: records of the step's table that no row named; removed when the target says so. */
  finishStep(principal: Principal, id: string, options: Omit<BatchOptions, 'refused' | 'share'>): Promise<void>
}
