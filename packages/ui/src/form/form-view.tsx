import { Alert, Button, Group } from '@mantine/core'
import { invariant, type RecordValues } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { type FormEvent, lazy, type ReactNode, type Ref, Suspense, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { ErrorState } from '../feedback/error-state.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { Elements } from './elements.tsx'
import { type Attempts, ErrorSummary } from './error-summary.tsx'
import { type DraftPlace, type SavedDraft, useDraftOf } from './form-draft.ts'
import { AttemptsContext } from './form-field.tsx'
import type { FormSources } from './form-sources.ts'
import { createFormUploads, type FormUploads, obstaclesOf, UploadsContext } from './form-uploads.ts'
import classes from './form-view.module.css'
import { createReveal, RevealContext } from './reveal.ts'
import { SubmitButton, WaitingNote } from './submit-button.tsx'
import { useRelated } from './use-related.ts'

/**
 * For buttons outside of the form: `check` gives what to send once every file has arrived. Null: what is wrong is shown, or
 * nobody waits for the files any more.
 */
export type FormHandle = {
  check: () => Promise<RecordValues | null>
  forgetDraft: () => void
  /** What was typed so far, to be kept as a draft, once every file has arrived. Null: nobody waits for the files any more. */
  typed: () => Promise<SavedDraft | null>
}

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

const noLabels = {}

/** A form to fill in. It renders once; every field renders alone. */
export function FormView({ model, sources, onSubmit, submitLabel, actions, draft, labels = noLabels, handle, ...rest }: FormViewProps) {
  const { t } = useTranslation('ui')
  const prefix = useId()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(undefined)
  const [attempts, setAttempts] = useState<Attempts>({ count: 0, takesFocus: true })
  const [ownUploads] = useState(createFormUploads)
  const [reveal] = useState(createReveal)
  const uploads = rest.uploads ?? ownUploads
  const isOnItsWay = useRef(false)
  const { wasRestored, lost, discard, forget, typed } = useDraftOf(model, draft)
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
  const typedWhole = async () => (uploads.state().running > 0 && !(await uploads.settled()) ? null : typed())
  useImperativeHandle(handle, () => ({ check, forgetDraft: forget, typed: typedWhole }))

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
      forget()
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
      <RevealContext value={reveal}>
        {attempts.count > 0 && <ErrorSummary model={model} uploads={uploads} attempts={attempts} prefix={prefix} />}
        <UploadsContext value={uploads}>
          <AttemptsContext value={attempts.count}>
            <Elements ids={model.plan.form.elements.order} model={model} prefix={prefix} sources={sources} labels={labels} />
          </AttemptsContext>
        </UploadsContext>
      </RevealContext>
      {problem !== undefined && <ErrorState error={problem} />}
      {(onSubmit || actions) && (
        <div className={classes.foot} data-actions={actions ? true : undefined}>
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

function isTyping(): boolean {
  return document.activeElement?.matches('input, textarea, select') ?? false
}

/** Puts the errors of a refused submission on their fields; false when it has none that the form can show. */
function showOnFields(model: FormModel, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  const own = error.errors.filter(({ path }) => model.plan.order.includes(path.split('/')[1] ?? ''))
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
