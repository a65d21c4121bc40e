import { Button } from '@mantine/core'
import type { JsonObject, JsonValue } from '@tangram/data-model'
import { type ReactNode, useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { FieldView } from './field-view.ts'
import classes from './record-value.module.css'

type RowsTableProps = {
  columns: readonly FieldView[]
  rows: readonly JsonObject[]
  /** One cell as people read it. */
  show: (column: FieldView, value: JsonValue | undefined) => ReactNode
}

/** How many rows are drawn before somebody asks for more. */
const pageSize = 50

/** The rows of a sub-form, to read. */
export function RowsTable({ columns, rows, show }: RowsTableProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const [shown, setShown] = useState(pageSize)
  // A field hidden from the reader is not in the rows.
  const visible = columns.filter(({ id }) => rows.some((row) => Object.hasOwn(row, id)))
  return (
    <div className={classes.rows}>
      <table>
        <thead>
          <tr>
            {visible.map((column) => (
              <th key={column.id} scope="col" data-number={isNumber(column) || undefined}>
                {format.text(column.label, column.id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, at) => (
            <tr key={typeof row.id === 'string' ? row.id : at}>
              {visible.map((column) => (
                <td key={column.id} data-number={isNumber(column) || undefined}>
                  {show(column, row[column.id])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button variant="subtle" size="xs" onClick={() => setShown(shown + 500)}>
          {t('rows.more', { count: rows.length - shown })}
        </Button>
      )}
    </div>
  )
}

const isNumber = ({ valueType }: FieldView) => valueType.kind === 'integer' || valueType.kind === 'decimal'
