import { Alert, Button, Group } from '@mantine/core'
import type { Id, RecordValues } from '@tangram/data-model'
import type { FieldElement, FormElement, FormModel } from '@tangram/form-engine'
import {
  type FormEvent,
  memo,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { ErrorState } from '../feedback/error-state.tsx'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type DraftPlace, forgetDraft, useDraftOf } from './form-draft.ts'
import { AttemptsContext, FormField, fieldElementId } from './form-field.tsx'
import type { FormSources } from './form-sources.ts'
import classes from './form-view.module.css'
import { useElementVisible } from './use-field.ts'
import { useRelated } from './use-related.ts'

/** For buttons outside of the form: `check` gives what to send, or null after showing what is wrong. */
export type FormHandle = { check: () => RecordValues | null; forgetDraft: () => void }

export type FormViewProps = {
  model: FormModel
  sources: FormSources
  /** Sends the values. Problems it throws are shown where they belong and what was typed stays. Absent: no button. */
  onSubmit?: (values: RecordValues) => Promise<unknown> | unknown
  submitLabel?: ReactNode
  /** Beside the submit button. */
  actions?: ReactNode
  /** Where unsaved text waits for a reload. */
  draft?: DraftPlace
  /** Labels of records that the form starts with. */
  labels?: { [id: string]: string } | undefined
  handle?: Ref<FormHandle>
}

const noLabels = {}

/** A form to fill in. It renders once; every field renders alone. */
export function FormView({ model, sources, onSubmit, submitLabel, actions, draft, labels = noLabels, handle }: FormViewProps) {
  const { t } = useTranslation('ui')
  const prefix = useId()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const [attempts, setAttempts] = useState(0)
  const { wasRestored, discard } = useDraftOf(model, draft)
  useRelated(model, sources)

  const check = (): RecordValues | null => {
    const result = model.submit()
    if (result.ok) return result.values
    setAttempts((before) => before + 1)
    return null
  }
  useImperativeHandle(handle, () => ({ check, forgetDraft: () => forgetDraft(draft) }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || !onSubmit) return
    const values = check()
    if (!values) return
    setBusy(true)
    setProblem(undefined)
    try {
      await onSubmit(values)
      forgetDraft(draft)
    } catch (error) {
      if (showOnFields(model, error)) setAttempts((before) => before + 1)
      else setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form noValidate className={classes.form} onSubmit={(event) => void submit(event)}>
      {wasRestored && (
        <Alert variant="light" color="brand" py={6}>
          <Group justify="space-between" gap="sm">
            {t('form.draft-restored')}
            <Button variant="subtle" size="compact-sm" onClick={discard}>
              {t('form.draft-discard')}
            </Button>
          </Group>
        </Alert>
      )}
      {attempts > 0 && <ErrorSummary model={model} attempts={attempts} prefix={prefix} />}
      <AttemptsContext value={attempts}>
        <Elements ids={model.plan.form.elements.order} model={model} prefix={prefix} sources={sources} labels={labels} />
      </AttemptsContext>
      {problem !== undefined && <ErrorState error={problem} />}
      {(onSubmit || actions) && (
        <div className={classes.foot}>
          {onSubmit && (
            <Button type="submit" loading={isBusy} size="md" className={classes.submit}>
              {submitLabel ?? t('submit')}
            </Button>
          )}
          {actions}
        </div>
      )}
    </form>
  )
}

type ElementsProps = {
  ids: readonly Id[]
  model: FormModel
  prefix: string
  sources: FormSources
  labels: { [id: string]: string }
}

const Elements = memo(function Elements({ ids, ...rest }: ElementsProps) {
  const { items } = rest.model.plan.form.elements
  return (
    <div className={classes.grid}>
      {ids.map((id) => {
        const element = items[id]
        if (!element) return null
        return element.kind === 'field' ? (
          <FieldCell key={id} element={element} {...rest} />
        ) : (
          <OtherElement key={id} element={element} {...rest} />
        )
      })}
    </div>
  )
})

function FieldCell({ element, model, prefix, sources, labels }: Omit<ElementsProps, 'ids'> & { element: FieldElement }) {
  const isVisible = useElementVisible(model, element.id)
  if (!isVisible || !model.plan.fields[element.field]) return null
  return (
    <div style={{ gridColumn: `span ${element.span ?? 12}` }}>
      <FormField model={model} field={element.field} prefix={prefix} sources={sources} labels={labels} />
    </div>
  )
}

function OtherElement({ element, ...rest }: Omit<ElementsProps, 'ids'> & { element: Exclude<FormElement, FieldElement> }) {
  const format = useFormat()
  const isVisible = useElementVisible(rest.model, element.id)
  const headingId = useId()
  if (!isVisible) return null
  if (element.kind === 'section') {
    return (
      <section className={classes.wide} aria-labelledby={headingId}>
        <h2 id={headingId} className={classes.sectionTitle}>
          {format.text(element.label)}
        </h2>
        <Elements ids={element.order} {...rest} />
      </section>
    )
  }
  if (element.kind === 'divider') return <hr className={classes.divider} />
  const text = format.text(element.label)
  return element.kind === 'heading' ? <h2 className={classes.wide}>{text}</h2> : <p className={classes.description}>{text}</p>
}

/** After a try to submit: how many fields are wrong, with a link to each. The first of them takes the focus. */
function ErrorSummary({ model, attempts, prefix }: { model: FormModel; attempts: number; prefix: string }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const colon = useLocale().locale === 'zh-CN' ? '：' : ': '
  const state = useSyncExternalStore(model.subscribeForm, model.state)
  const latest = useRef(state)
  latest.current = state
  const focusField = (path: string) => {
    const target = document.getElementById(fieldElementId(prefix, path.slice(1)))
    target?.focus()
    target?.scrollIntoView?.({ block: 'center' })
  }
  useEffect(() => {
    const first = latest.current.errors[0]
    if (first) focusField(first.path)
  }, [attempts])
  if (state.errors.length === 0) return null
  return (
    <Alert variant="light" color="danger" title={t('form.errors', { count: state.errors.length })}>
      <ul className={classes.summary}>
        {state.errors.map(({ path, message, code }) => (
          <li key={path + code}>
            <a
              href={`#${fieldElementId(prefix, path.slice(1))}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(path)
              }}
            >
              {format.text(model.plan.fields[path.slice(1)]?.label, path.slice(1))}
            </a>
            {colon}
            {format.text(message, code)}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

/** Puts the errors of a refused submission on their fields; false when it has none that the form can show. */
function showOnFields(model: FormModel, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  const own = error.errors.filter(({ path }) => model.plan.order.includes(path.slice(1)))
  if (own.length === 0) return false
  model.setErrors(
    own.map(({ path, code, params, message }) => ({
      path,
      code,
      params: params ?? {},
      message: typeof message === 'string' ? { 'zh-CN': message, en: message } : message,
    })),
  )
  return true
}
