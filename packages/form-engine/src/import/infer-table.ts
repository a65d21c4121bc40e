import type { JsonObject } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '../field-type.ts'
import { textOf } from './cell-text.ts'
import type { ColumnProfile, ColumnProfiler } from './column-profile.ts'
import { importerOf } from './importers.ts'
import type { HeaderColumn, Layout } from './layout.ts'
import { headed } from './recognise.ts'

/** A type that a column may have. */
export type Proposal = { type: string; confidence: number; reason: string; config: JsonObject; misfits: number }

export type InferredColumn = {
  column: number
  header: string
  group?: string
  /** The likeliest first; never empty: every column can be text. */
  proposals: Proposal[]
  required: boolean
  unique: boolean
  filled: number
  rows: number
  /** Some values as they stand in the file. */
  examples: string[]
  /** Set when its values are those of another table's key. */
  relation?: { table: string; column: number; confidence: number }
}

/** Columns under one heading of the upper row: a sub-form, one of its rows on each line of the sheet. */
export type InferredGroup = {
  group: string
  columns: InferredColumn[]
  /** Lines that hold something of it. */
  rows: number
  /** How sure it is that these are rows of a record, not columns: a record that goes on over several lines says so. */
  confidence: number
}

/** A table of the file: a sheet, or the columns of a sheet that a merged heading groups. */
export type InferredTable = {
  /** `Sheet`, or `Sheet/Group` for the rows of a group. */
  name: string
  sheet: number
  label: string
  layout: Pick<Layout, 'headerRow' | 'headerRows'>
  rows: number
  columns: InferredColumn[]
  /** Sub-forms: the columns that headings in two rows group. */
  groups?: InferredGroup[]
  /** The column that tells records apart, when there is one. */
  key?: number
  /** Rows that only add to the record above: its own columns are empty or say the same again. */
  continued: number
  /** A group: the table whose records these rows belong to, by its key column. */
  parent?: { table: string; column: number }
  /** Formula cells and error cells met, with the first of each. */
  formulas: { count: number; first: string | null }
  errors: { count: number; first: string | null }
}

const keyWords =
  /编号|单号|工号|学号|编码|代码|序列号|条码|身份证|账号|^id$|[_\s]id$|\bno\.?$|number|code|sku|serial|account|email|e-mail|邮箱/i

/** What a column most likely is, by everything the types of the registry say about it. */
export function inferColumn(header: HeaderColumn, profile: ColumnProfile, registry: FieldRegistry): InferredColumn {
  const proposals = registry
    .flatMap((fieldType): Proposal[] => {
      const { type } = fieldType
      const found = profile.filled === 0 ? undefined : importerOf(fieldType)?.recognise?.(profile)
      return found
        ? [{ type, confidence: round(found.confidence), reason: found.reason, config: found.config ?? {}, misfits: found.misfits ?? 0 }]
        : []
    })
    .sort((a, b) => b.confidence - a.confidence)
  if (!proposals.some(({ type }) => type === 'text') && fieldTypeOf(registry, 'text'))
    proposals.push({ type: 'text', confidence: 0.1, reason: 'import.reason.fallback', config: {}, misfits: 0 })
  const isWhole = profile.filled === profile.rows && profile.rows > 0
  return {
    ...header,
    proposals,
    required: isWhole,
    unique: isWhole && profile.rows > 1 && profile.isUnique && headed(profile, keyWords),
    filled: profile.filled,
    rows: profile.rows,
    examples: profile.sample.slice(0, 5).map((cell) => textOf(cell).slice(0, 80)),
  }
}

/** The column that names the records of a table: one that says so, else the first whose values never repeat and are words or codes. */
export function keyOf(columns: readonly InferredColumn[], profiles: readonly ColumnProfile[]): number | undefined {
  const named = columns.find(({ unique }) => unique)
  if (named) return named.column
  const distinct = columns.findIndex((column, i) => {
    const profile = profiles[i]
    const type = column.proposals[0]?.type
    return profile?.isUnique === true && column.filled === column.rows && (type === 'text' || type === 'serialNumber' || type === 'phone')
  })
  return distinct < 0 ? undefined : columns[distinct]?.column
}

/** A table with the profilers of its columns, and those of each group in the order of `table.groups`. */
export type ProfiledTable = { table: InferredTable; profilers: readonly ColumnProfiler[]; groups?: readonly (readonly ColumnProfiler[])[] }

/** Columns whose values all occur in the key of another table point to its records. */
export function findRelations(tables: readonly ProfiledTable[]): void {
  for (const one of tables) {
    const { table, profilers, groups = [] } = one
    const parts = [
      { columns: table.columns, profilers },
      ...(table.groups ?? []).map(({ columns }, i) => ({ columns, profilers: groups[i] ?? [] })),
    ]
    for (const part of parts) {
      for (const [i, column] of part.columns.entries()) {
        const profile = part.profilers[i]?.profile()
        if (!profile || profile.filled === 0 || column.column === table.key) continue
        for (const other of tables) if (other !== one) noteRelation(column, profile, other)
      }
    }
  }
}

function noteRelation(column: InferredColumn, profile: ColumnProfile, { table, profilers }: ProfiledTable): void {
  if (table.key === undefined || table.parent) return
  const key = table.columns.findIndex(({ column: each }) => each === table.key)
  const keyColumn = table.columns[key]
  const target = profilers[key]
  if (!keyColumn || !target) return
  const found = profile.sample.filter((value) => target.holds(value) === true).length
  const share = found / profile.sample.length
  const sounds = soundsLike(column.header, keyColumn.header) || soundsLike(column.header, table.label)
  // A few small numbers are contained in many a key.
  if (share < 0.9 || (found < 3 && !sounds) || (!sounds && column.proposals[0]?.type === 'integer')) return
  const confidence = round(share * (sounds ? 0.95 : 0.75))
  if ((column.relation?.confidence ?? 0) < confidence) column.relation = { table: table.name, column: keyColumn.column, confidence }
}

function soundsLike(a: string, b: string): boolean {
  const [one, two] = [a, b].map((text) => text.toLowerCase().replace(/[\s_-]|编号|名称|number|name|id|表/g, ''))
  return one !== undefined && two !== undefined && one !== '' && two !== '' && (one.includes(two) || two.includes(one))
}

const round = (value: number): number => Math.round(Math.min(1, value) * 100) / 100
