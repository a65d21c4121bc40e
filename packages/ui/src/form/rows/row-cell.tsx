import type { Id } from '@tangram/data-model'
import type { FieldPlan, FormModel, RowsModel } from '@tangram/form-engine'
import { memo, useContext, useMemo, useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { RecordValue } from '../../record/record-value.tsx'
import { AttemptsContext } from '../form-field.tsx'
import { useFormParts } from '../form-parts.ts'
import type { FormSources } from '../form-sources.ts'
import { type FieldUploads, UploadsContext } from '../form-uploads.ts'
import { narrowingOf, viewOfPlan, withOptions } from '../view-of-plan.ts'
import { widgets } from '../widgets/index.ts'
import classes from './rows.module.css'
import { useCell } from './use-rows.ts'

export type RowCellProps = {
  model: FormModel
  rows: RowsModel
  /** The sub-form. */
  field: Id
  plan: FieldPlan
  row: string
  id: string
  /** Ids of what names the cell: its column and its row. */
  labelId: string
  sources: FormSources
  labels: { [id: string]: string }
  isReadOnly: boolean
}

/** One cell: the widget of its column, and below it what is wrong. Renders alone. */
export const RowCell = memo(function RowCell({ model, rows, field, plan, row, id, labelId, sources, labels, isReadOnly }: RowCellProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const state = useCell(rows, row, plan.id)
  const { widgets: more } = useFormParts()
  const attempts = useContext(AttemptsContext)
  const [firstTypedAt, setFirstTypedAt] = useState<number | null>(null)
  const whole = useMemo(() => viewOfPlan(plan, `${field}.${plan.id}`), [plan, field])
  const view = useMemo(() => withOptions(whole, state.options), [whole, state.options])
  const narrowing = useMemo(
    () => narrowingOf(model, plan, state.where, { subform: field, valueOf: (column) => rows.get(row, column).value }),
    [model, plan, state.where, field, rows, row],
  )
  // Every cell of a column is the same field: files under way are told apart by the cell.
  const around = useContext(UploadsContext)
  const uploads = useMemo(
    () =>
      around && plan.fieldType.holds
        ? { ...around, set: (_: Id, own: FieldUploads) => around.set(id, own), of: () => around.of(id) }
        : around,
    [around, plan, id],
  )
  if (!state.visible) return null
  if (isReadOnly || state.readOnly) {
    return (
      <div id={id} role="group" aria-labelledby={labelId} className={classes.shown}>
        <RecordValue field={view} value={state.value} labels={labels} compact fileUrl={sources.fileUrl} />
      </div>
    )
  }
  const error = state.isTouched && firstTypedAt !== attempts ? state.error : undefined
  const { component: Widget } = more?.[view.widget] ?? widgets[view.widget] ?? widgets.text ?? { component: () => null }
  return (
    <div data-invalid={error !== undefined || undefined}>
      <UploadsContext value={uploads}>
        <Widget
          id={id}
          labelId={labelId}
          describedBy={error && `${id}-error`}
          field={view}
          value={state.value}
          required={state.required}
          invalid={error !== undefined}
          sources={sources}
          labels={labels}
          narrowing={narrowing}
          onChange={(value) => {
            if (!error && !state.isTouched) setFirstTypedAt(attempts)
            rows.set(row, plan.id, value)
          }}
          onBlur={() => setFirstTypedAt(null)}
        />
      </UploadsContext>
      <p id={`${id}-error`} role="alert" className={classes.error}>
        {error && format.text(error.message, t('required'))}
      </p>
    </div>
  )
})
