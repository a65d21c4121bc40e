import type { FieldType, InferredColumn, InferredTable } from '@tangram/form-engine'
import { platform } from '../platform.ts'

/** What somebody makes of one column after seeing the preview. */
export type ColumnChoice = { column: number; included: boolean; label: string; type: string; required: boolean; unique: boolean }

/** What somebody makes of one table of the file. */
export type TableChoice = { table: InferredTable; included: boolean; label: string; columns: ColumnChoice[] }

/** A column that names the records of another table. */
export const relationType = 'relation'

/** The preview as it is proposed. */
export function proposedChoices(tables: readonly InferredTable[]): TableChoice[] {
  return tables.map((table) => ({
    table,
    included: true,
    label: table.label,
    columns: table.columns.map((column) => ({
      column: column.column,
      included: column.filled > 0,
      label: column.header,
      type: column.relation ? relationType : (column.proposals[0]?.type ?? 'text'),
      required: column.required,
      unique: column.unique,
    })),
  }))
}

/** Types that any column may be given; the others only where they were recognised, as they need settings from its cells. */
const anyColumn = new Set([
  'text',
  'textarea',
  'phone',
  'email',
  'url',
  'number',
  'integer',
  'money',
  'percent',
  'rating',
  'date',
  'datetime',
  'time',
  'switch',
  'member',
  'team',
])

/** The types a column may be given, the recognised ones first. */
export function typesFor(column: InferredColumn): FieldType[] {
  const known = new Map(platform.fields.map((type) => [type.type, type]))
  const recognised = [...(column.relation ? [relationType] : []), ...column.proposals.map(({ type }) => type)]
  const others = platform.fields.map(({ type }) => type).filter((type) => anyColumn.has(type) && !recognised.includes(type))
  return [...recognised, ...others].flatMap((type) => known.get(type) ?? [])
}

/** How sure the preview is of the chosen type, and why; undefined when somebody chose it against the file. */
export function certaintyOf(column: InferredColumn, type: string): { confidence: number; reason: string; misfits: number } | undefined {
  if (type === relationType && column.relation)
    return { confidence: column.relation.confidence, reason: 'import.reason.relation', misfits: 0 }
  return column.proposals.find((proposal) => proposal.type === type)
}
