import { Alert, Button, Group } from '@mantine/core'
import { type Id, invariant, type RecordValues } from '@tangram/data-model'
import type { FieldElement, FormElement, FormModel } from '@tangram/form-engine'
import {
  type FormEvent,
  lazy,
  memo,
  type ReactNode,
  type Ref,
  Suspense,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { ErrorState } from '../feedback/error-state.tsx'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { elementGroups } from './element-groups.ts'
import { type DraftPlace, forgetDraft, useDraftOf } from './form-draft.ts'
import { AttemptsContext, FormField, fieldElementId } from './form-field.tsx'
import type { FormSources } from './form-sources.ts'
import { createFormUploads, type FormUploads, obstaclesOf, UploadsContext } from './form-uploads.ts'
import classes from './form-view.module.css'
import { SubmitButton, WaitingNote } from './submit-button.tsx'
import { useElementVisible } from './use-field.ts'
import { useRelated } from './use-related.ts'

/**
 * For buttons outside of the form: `check` gives what to send once every file has arrived. Null: what is wrong is shown, or
 * nobody waits for the files any more.
 */
export type FormHandle = { check: () => Promise<RecordValues | null>; forgetDraft: () => void }

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
  /** Given by those with buttons of their own, for their `SubmitButton` and `WaitingNote`. */
  uploads?: FormUploads
}

/** Few come back to a form that has changed since. */
const LostAnswers = lazy(async () => ({ default: (await import('./lost-answers.tsx')).LostAnswers }))

/** How often the form was tried to be handed in in vain, and whether the last time takes the focus to what is wrong. */
type Attempts = { count: number; takesFocus: boolean }

const noLabels = {}

/** A form to fill in. It renders once; every field renders alone. */
export function FormView({ model, sources, onSubmit, submitLabel, actions, draft, labels = noLabels, handle, ...rest }: FormViewProps) {
  const { t } = useTranslation('ui')
  const prefix = useId()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const [attempts, setAttempts] = useState<Attempts>({ count: 0, takesFocus: true })
  const [ownUploads] = useState(createFormUploads)
  const uploads = rest.uploads ?? ownUploads
  const isOnItsWay = useRef(false)
  const { wasRestored, lost, discard } = useDraftOf(model, draft)
  useRelated(model, sources)

  // Who leaves the form does not send it.
  useEffect(() => uploads.stopWaiting, [uploads])

  const showObstacles = (takesFocus: boolean) => setAttempts(({ count }) => ({ count: count + 1, takesFocus }))

  const check = async (): Promise<RecordValues | null> => {
    for (let hasWaited = false; ; hasWaited = true) {
      const result = model.submit()
      if (obstaclesOf(model, uploads).length > 0) {
        // Who went on typing meanwhile keeps the focus.
        showObstacles(!hasWaited || !isTyping())
        return null
      }
      if (uploads.state().running === 0) {
        invariant(result.ok, 'a form without obstacles has values')
        return result.values
      }
      if (!(await uploads.settled())) return null
    }
  }
  useImperativeHandle(handle, () => ({ check, forgetDraft: () => forgetDraft(draft) }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isOnItsWay.current || !onSubmit) return
    isOnItsWay.current = true
    setProblem(undefined)
    try {
      const values = await check()
      if (!values) return
      setBusy(true)
      await onSubmit(values)
      forgetDraft(draft)
    } catch (error) {
      if (showOnFields(model, error)) showObstacles(true)
      else setProblem(error)
    } finally {
      isOnItsWay.current = false
      setBusy(false)
    }
  }
  return (
    <form noValidate className={classes.form} onSubmit={(event) => void submit(event)}>
      {(wasRestored || lost.length > 0) && (
        <Alert variant="light" color="brand" py={6}>
          <Group justify="space-between" gap="sm">
            {t('form.draft-restored')}
            <Button variant="subtle" size="compact-sm" onClick={discard}>
              {t('form.draft-discard')}
            </Button>
          </Group>
        </Alert>
      )}
      {lost.length > 0 && (
        <Suspense fallback={null}>
          <LostAnswers answers={lost} />
        </Suspense>
      )}
      {attempts.count > 0 && <ErrorSummary model={model} uploads={uploads} attempts={attempts} prefix={prefix} />}
      <UploadsContext value={uploads}>
        <AttemptsContext value={attempts.count}>
          <Elements ids={model.plan.form.elements.order} model={model} prefix={prefix} sources={sources} labels={labels} />
        </AttemptsContext>
      </UploadsContext>
      {problem !== undefined && <ErrorState error={problem} />}
      {(onSubmit || actions) && (
        <div className={classes.foot}>
          {onSubmit && <WaitingNote uploads={uploads} />}
          {onSubmit && (
            <SubmitButton type="submit" uploads={uploads} loading={isBusy} size="md" className={classes.submit}>
              {submitLabel ?? t('submit')}
            </SubmitButton>
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
  const groups = useMemo(() => elementGroups(ids, items), [ids, items])
  if (groups.length === 1) {
    return (
      <div className={classes.grid}>
        <ElementGroup ids={ids} {...rest} />
      </div>
    )
  }
  return (
    <div className={classes.groups}>
      {groups.map((group) => (
        <div key={group[0]} className={`${classes.grid} ${classes.group}`}>
          <ElementGroup ids={group} {...rest} />
        </div>
      ))}
    </div>
  )
})

/** Some elements beside each other, without an element of their own. */
const ElementGroup = memo(function ElementGroup({ ids, ...rest }: ElementsProps) {
  const { items } = rest.model.plan.form.elements
  return ids.map((id) => {
    const element = items[id]
    if (!element) return null
    return element.kind === 'field' ? (
      <FieldCell key={id} element={element} {...rest} />
    ) : (
      <OtherElement key={id} element={element} {...rest} />
    )
  })
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

type ErrorSummaryProps = { model: FormModel; uploads: FormUploads; attempts: Attempts; prefix: string }

/** After a try to submit: how many fields are wrong, with a link to each. The first of them takes the focus. */
function ErrorSummary({ model, uploads, attempts, prefix }: ErrorSummaryProps) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const colon = useLocale().locale === 'zh-CN' ? '：' : ': '
  useSyncExternalStore(model.subscribeForm, model.state)
  useSyncExternalStore(uploads.subscribe, uploads.state)
  const obstacles = obstaclesOf(model, uploads)
  const latest = useRef(obstacles)
  latest.current = obstacles
  const focusField = (path: string) => {
    const target = document.getElementById(fieldElementId(prefix, path.slice(1)))
    target?.focus()
    target?.scrollIntoView?.({ block: 'center' })
  }
  useEffect(() => {
    const first = latest.current[0]
    if (first && attempts.takesFocus) focusField(first.path)
  }, [attempts])
  if (obstacles.length === 0) return null
  return (
    <Alert variant="light" color="danger" title={t('form.errors', { count: obstacles.length })}>
      <ul className={classes.summary}>
        {obstacles.map(({ path, error, failed }) => (
          <li key={path + (error?.code ?? 'upload')}>
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
            {error ? format.text(error.message, error.code) : t('form.not-uploaded', { count: failed })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

function isTyping(): boolean {
  return document.activeElement?.matches('input, textarea, select') ?? false
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
