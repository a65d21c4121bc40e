import { Button, Group } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { invariant } from '@tangram/data-model'
import type { FieldState, FormModel } from '@tangram/form-engine'
import { memo, useCallback, useContext, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useFormat } from '../../format/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { breakpoint } from '../../tokens.ts'
import formClasses from '../form-field.module.css'
import { type FormFieldProps, fieldElementId } from '../form-field.tsx'
import { UploadsContext } from '../form-uploads.ts'
import { AsOnPhone } from './as-on-phone.ts'
import classes from './rows.module.css'
import { RowsCards } from './rows-cards.tsx'
import { RowsGrid } from './rows-grid.tsx'
import { useRowsTexts } from './rows-texts.ts'
import { uploadsOfRows } from './uploads-of-rows.ts'
import { useRowEdits } from './use-row-edits.ts'
import { useRowColumns, useRowIds } from './use-rows.ts'

/** A row or cell to go to: a far one is drawn only after the table has scrolled there. */
export type Goal = { row: string; column?: string | undefined }

/** A sub-form: a table on wide screens, cards on phones. Renders again when rows come or go; every cell renders alone. */
export const RowsField = memo(function RowsField({ model, field, prefix, sources, labels }: FormFieldProps) {
  const { t } = useTranslation('ui')
  const say = useRowsTexts()
  const format = useFormat()
  const isSmall = useMediaQuery(`(max-width: ${breakpoint.phone}px)`)
  const isPhone = useContext(AsOnPhone) || isSmall
  const plan = model.plan.fields[field]
  invariant(plan?.rows, `the form has no sub-form ${field}`)
  const rows = useMemo(() => model.rows(field), [model, field])
  const ids = useRowIds(rows)
  const columns = useRowColumns(rows)
  const readOnly = useFacet(model, field, 'readOnly')
  const required = useFacet(model, field, 'required')
  const error = useFacet(model, field, 'error')
  const isTouched = useSyncExternalStore(
    useCallback((listener: () => void) => model.subscribe(field, 'touched', listener), [model, field]),
    () => model.isTouched(field),
  )
  const edits = useRowEdits(rows, plan.rows, field, sources)
  const all = useMemo(() => ({ ...labels, ...edits.pasted }), [labels, edits.pasted])
  const [goal, setGoal] = useState<Goal | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const form = useContext(UploadsContext)
  const uploads = useMemo(() => form && uploadsOfRows(form, field), [form, field])

  const id = fieldElementId(prefix, field)
  const isFull = ids.length >= plan.rows.maxRows
  const firstColumn = columns.find((column) => plan.rows?.columns[column]?.computed === undefined)
  const own = error && error.path === `/${field}` && isTouched ? error : undefined

  function add(count: number) {
    const row = edits.add(count)
    if (row !== undefined) setGoal({ row, column: firstColumn })
  }
  /** Who comes from the list of errors wants the first cell that is wrong. */
  function onFocus(event: React.FocusEvent) {
    if (event.target !== root.current) return
    const wrong = rows.ids.find((row) => rows.errorsOf(row).length > 0)
    if (wrong !== undefined) setGoal({ row: wrong, column: rows.errorsOf(wrong)[0]?.column })
  }

  const view = { model, rows, field, plan: plan.rows, ids, columns, id, sources, labels: all, isReadOnly: readOnly, isFull, edits }
  return (
    <div
      ref={root}
      id={id}
      tabIndex={-1}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={own ? `${id}-error` : undefined}
      className={`${formClasses.field} ${classes.rows}`}
      data-field={field}
      data-invalid={own !== undefined || undefined}
      onFocus={onFocus}
      onPaste={(event) => {
        if (!readOnly && event.target === root.current && firstColumn) edits.onPaste(event, undefined, firstColumn)
      }}
    >
      <Group justify="space-between" gap="sm" mb={6} wrap="nowrap">
        <span id={`${id}-label`} className={formClasses.label} style={{ margin: 0 }}>
          {format.text(plan.label, field)}
          {required && !readOnly && (
            <span className={formClasses.required} title={t('required')} aria-hidden>
              {' '}
              *
            </span>
          )}
        </span>
        {ids.length > 0 && (
          <span className={classes.count}>{ids.length === 1 ? say('countOne') : say('count', { count: ids.length })}</span>
        )}
      </Group>
      <UploadsContext value={uploads}>
        {ids.length === 0 ? (
          <p className={classes.empty}>{say(readOnly ? 'emptyReadOnly' : 'empty')}</p>
        ) : isPhone ? (
          <RowsCards {...view} goal={goal} onArrived={() => setGoal(null)} />
        ) : (
          <RowsGrid {...view} goal={goal} onGo={setGoal} onArrived={() => setGoal(null)} onAdd={() => add(1)} />
        )}
      </UploadsContext>
      {!readOnly && (
        <Group gap="xs" mt="xs">
          <Button variant="default" size="xs" disabled={isFull} leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => add(1)}>
            {say('add')}
          </Button>
          {!isPhone && (
            <Button variant="subtle" size="xs" disabled={isFull} onClick={() => add(10)}>
              {say('addMany', { count: 10 })}
            </Button>
          )}
          {isFull && <span className={classes.count}>{say('full', { max: plan.rows.maxRows })}</span>}
          <span role="status" className={classes.notice}>
            {edits.isPasting ? say('pasting') : edits.notice?.text}
            {edits.notice?.before && !edits.isPasting && (
              <Button variant="subtle" size="compact-xs" onClick={edits.undo}>
                {say('undo')}
              </Button>
            )}
          </span>
        </Group>
      )}
      {plan.help && <p className={formClasses.help}>{format.text(plan.help)}</p>}
      <p id={`${id}-error`} role="alert" className={formClasses.error}>
        {own && format.text(own.message, own.code)}
      </p>
    </div>
  )
})

/** One facet of the sub-form: its value changes with every key in every cell. */
function useFacet<Name extends 'readOnly' | 'required' | 'error'>(model: FormModel, field: string, facet: Name): FieldState[Name] {
  const subscribe = useCallback((listener: () => void) => model.subscribe(field, facet, listener), [model, field, facet])
  return useSyncExternalStore(subscribe, () => model.get(field)[facet])
}
