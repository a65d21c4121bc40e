import { type FieldType, type InferredColumn, type InferredGroup, type InferredTable, readsAnyColumn } from '@tangram/form-engine'
import { platform } from '../platform.ts'

/** What somebody makes of one column after seeing the preview. */
export type ColumnChoice = { column: number; included: boolean; label: string; type: string; required: boolean; unique: boolean }

/** What somebody makes of the columns that a heading groups: a sub-form of the table. */
export type GroupChoice = { group: InferredGroup; included: boolean; label: string; columns: ColumnChoice[] }

/** What somebody makes of one table of the file. */
export type TableChoice = { table: InferredTable; included: boolean; label: string; columns: ColumnChoice[]; groups: GroupChoice[] }

/** A column that names the records of another table. */
export const relationType = 'relation'

/** The preview as it is proposed. */
export function proposedChoices(tables: readonly InferredTable[]): TableChoice[] {
  return tables.map((table) => ({
    table,
    included: true,
    label: table.label,
    columns: table.columns.map((column) => proposed(column, false)),
    groups: (table.groups ?? []).map((group) => ({
      group,
      included: true,
      label: group.group,
      columns: group.columns.map((column) => proposed(column, true)),
    })),
  }))
}

function proposed(column: InferredColumn, isRow: boolean): ColumnChoice {
  return {
    column: column.column,
    included: column.filled > 0,
    label: column.header,
    type: typesFor(column, isRow)[0]?.type ?? 'text',
    required: column.required,
    unique: column.unique && !isRow,
  }
}

/**
 * The types a column may be given, the recognised ones first; types that need settings from its cells only where they were recognised.
 *
 * @param isRow a column of a sub-form: its rows have no numbers of their own
 */
export function typesFor(column: InferredColumn, isRow: boolean): FieldType[] {
  const known = new Map(platform.fields.map((type) => [type.type, type]))
  const recognised = [...(column.relation ? [relationType] : []), ...column.proposals.map(({ type }) => type)]
  const others = platform.fields.filter((type) => readsAnyColumn(type) && !recognised.includes(type.type)).map(({ type }) => type)
  return [...recognised, ...others].flatMap((type) => known.get(type) ?? []).filter(({ serial }) => !isRow || serial === undefined)
}

/** How sure the preview is of the chosen type, and why; undefined when somebody chose it against the file. */
export function certaintyOf(column: InferredColumn, type: string): { confidence: number; reason: string; misfits: number } | undefined {
  if (type === relationType && column.relation)
    return { confidence: column.relation.confidence, reason: 'import.reason.relation', misfits: 0 }
  return column.proposals.find((proposal) => proposal.type === type)
}
