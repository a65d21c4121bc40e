import type { Id } from '@tangram/data-model'
import type { FieldPlan, FieldState, FormModel } from '@tangram/form-engine'
import { type ComponentType, createContext, memo, type ReactNode, useContext, useMemo, useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { FieldView } from '../record/field-view.ts'
import { RecordValue } from '../record/record-value.tsx'
import classes from './form-field.module.css'
import { useFormParts } from './form-parts.ts'
import type { FormSources } from './form-sources.ts'
import { obstacleOf, useFieldUploads } from './form-uploads.ts'
import { useField, useTouched } from './use-field.ts'
import { narrowingOf, viewOfPlan, withOptions } from './view-of-plan.ts'
import type { WidgetProps } from './widget.ts'
import { widgets } from './widgets/index.ts'

export type FormFieldProps = {
  model: FormModel
  field: Id
  /** Distinguishes the fields of two forms on one page. */
  prefix: string
  sources: FormSources
  labels: { [id: string]: string }
}

/** The id of the element of a field that takes the focus. */
export const fieldElementId = (prefix: string, field: Id): string => `${prefix}-${field}`

/** How often the form was tried to be handed in: a try ends every first typing. */
export const AttemptsContext = createContext(0)

/** One field with its label above, its help below and, live, what is wrong with it. Renders alone. */
export const FormField = memo(function FormField({ model, field, prefix, sources, labels }: FormFieldProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const state = useField(model, field)
  const isTouched = useTouched(model, field)
  const uploads = useFieldUploads(field)
  const view = useFieldView(model.plan.fields[field], state.options)
  const { widgets: more } = useFormParts()
  // A first answer is not called wrong while it is being typed; a wrong one is followed key by key.
  const attempts = useContext(AttemptsContext)
  const [firstTypedAt, setFirstTypedAt] = useState<number | null>(null)
  const isFirstTyping = firstTypedAt === attempts
  const plan = model.plan.fields[field]
  const narrowing = useMemo(() => plan && narrowingOf(model, plan, state.where), [model, plan, state.where])
  if (!view || !state.visible) return null

  const id = fieldElementId(prefix, field)
  const labelId = `${id}-label`
  const obstacle = isTouched && !isFirstTyping && !state.readOnly ? obstacleOf(state.error, uploads) : undefined
  // The file itself says that it failed; the field does as soon as somebody wants to go on without it.
  const error = obstacle?.failed && attempts === 0 ? undefined : obstacle
  const widget = state.readOnly ? undefined : (more?.[view.widget] ?? widgets[view.widget] ?? widgets.text)
  const describedBy = [view.help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={classes.field} data-field={field} data-invalid={error !== undefined || undefined}>
      <FieldLabel id={labelId} htmlFor={widget?.labelled === 'label' ? id : undefined}>
        {format.text(view.label, field)}
        {state.required && !state.readOnly && (
          <span className={classes.required} title={t('required')} aria-hidden>
            {' '}
            *
          </span>
        )}
      </FieldLabel>
      {widget ? (
        <WidgetFrame
          component={widget.component}
          id={id}
          labelId={labelId}
          describedBy={describedBy}
          field={view}
          value={state.value}
          required={state.required}
          invalid={error !== undefined}
          sources={sources}
          labels={labels}
          narrowing={narrowing}
          onChange={(value) => {
            if (!error && !isTouched) setFirstTypedAt(attempts)
            model.set(field, value)
          }}
          onBlur={() => setFirstTypedAt(null)}
        />
      ) : (
        <ReadOnlyValue
          isNumbered={model.plan.fields[field]?.attribute.serial !== undefined}
          view={view}
          id={id}
          labelId={labelId}
          value={state.value}
          labels={labels}
          sources={sources}
        />
      )}
      {view.help && (
        <p id={`${id}-help`} className={classes.help}>
          {format.text(view.help)}
        </p>
      )}
      <p id={`${id}-error`} role="alert" className={classes.error}>
        {error && (error.error ? format.text(error.error.message, error.error.code) : t('form.not-uploaded', { count: error.failed }))}
      </p>
    </div>
  )
})

function WidgetFrame({ component: Component, ...props }: WidgetProps & { component: ComponentType<WidgetProps> }) {
  return <Component {...props} />
}

function FieldLabel({ id, htmlFor, children }: { id: string; htmlFor: string | undefined; children: ReactNode }) {
  return htmlFor ? (
    <label id={id} htmlFor={htmlFor} className={classes.label}>
      {children}
    </label>
  ) : (
    <span id={id} className={classes.label}>
      {children}
    </span>
  )
}

type ReadOnlyProps = Pick<WidgetProps, 'id' | 'labelId' | 'value' | 'labels' | 'sources'> & { view: FieldView; isNumbered: boolean }

function ReadOnlyValue({ view, isNumbered, id, labelId, value, labels, sources }: ReadOnlyProps) {
  const { t } = useTranslation('ui')
  const isNumberedLater = isNumbered && value === null
  return (
    <div id={id} role="group" aria-labelledby={labelId} className={classes.readOnly}>
      {isNumberedLater ? t('form.serial') : <RecordValue field={view} value={value} labels={labels} fileUrl={sources.fileUrl} />}
    </div>
  )
}

function useFieldView(plan: FieldPlan | undefined, options: FieldState['options']): FieldView | undefined {
  const view = useMemo(() => plan && viewOfPlan(plan), [plan])
  return useMemo(() => view && withOptions(view, options), [view, options])
}
