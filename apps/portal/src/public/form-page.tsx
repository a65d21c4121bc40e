import type { RecordValues } from '@tangram/data-model'
import {
  ApiProblem,
  type Client,
  ErrorState,
  type FormParts,
  FormPartsContext,
  FormView,
  type PublicForm,
  publicSources,
  readPublicForm,
  type Submission,
  submitPublicForm,
  useClient,
  useForm,
  useFormat,
  useLoad,
} from '@tangram/ui'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { usePageTitle } from '../page/page-title.ts'
import { loadPartsOf } from '../parts/parts-of-form.ts'
import { useArea } from '../texts/area.ts'
import { publicTexts } from '../texts/public.ts'
import { noTables } from './no-tables.ts'
import { OutcomeCard } from './outcome-card.tsx'
import classes from './public.module.css'
import { PublicSkeleton } from './public-frame.tsx'

const Receipt = lazy(() => import('./receipt.tsx'))

/** A form that anybody with its link fills in. */
export default function FormPage({ token }: { token: string }) {
  const t = useArea(publicTexts)
  const client = useClient()
  const form = useLoad(token, (signal) => readWithParts(client, token, signal))
  const [submission, setSubmission] = useState<Submission>()
  const format = useFormat()

  if (form.error !== undefined) {
    const isClosed = form.error instanceof ApiProblem && [403, 404, 410].includes(form.error.status)
    if (isClosed) return <OutcomeCard figure="cat" laid={4} title={t('closedTitle')} text={t('closed')} />
    return <ErrorState error={form.error} onRetry={form.retry} />
  }
  if (!form.data) return <PublicSkeleton />
  if (submission) {
    const thanks = format.text(form.data.asked.form.public?.submitted)
    return (
      <Suspense fallback={<PublicSkeleton />}>
        <Receipt submission={submission} thanks={thanks || undefined} onAnother={() => setSubmission(undefined)} />
      </Suspense>
    )
  }
  return (
    <FormPartsContext value={form.data.parts}>
      <Asking token={token} asked={form.data.asked} onSubmitted={setSubmission} />
    </FormPartsContext>
  )
}

/** What is asked, and what the form is made of: without the one the other cannot be drawn. */
async function readWithParts(client: Client, token: string, signal: AbortSignal): Promise<{ asked: PublicForm; parts: FormParts }> {
  const asked = await readPublicForm(client, token, signal)
  return { asked, parts: await loadPartsOf(asked.form, asked.entity) }
}

function Asking({ token, asked, onSubmitted }: { token: string; asked: PublicForm; onSubmitted: (submission: Submission) => void }) {
  const t = useArea(publicTexts)
  const format = useFormat()
  const client = useClient()
  const requestId = useRef(crypto.randomUUID())
  const sources = useMemo(() => publicSources(client, token, asked.version), [client, token, asked.version])
  const model = useForm({ form: asked.form, entity: asked.entity, lookup: noTables })
  const title = format.text(asked.form.label, asked.form.id)
  const description = format.text(asked.form.description)
  usePageTitle(title)

  async function send(values: RecordValues) {
    onSubmitted(await submitPublicForm(client, token, { values, requestId: requestId.current, appVersion: asked.version }))
    window.scrollTo({ top: 0 })
  }

  return (
    <article className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {description && <p className={classes.lead}>{description}</p>}
      <div className={classes.form}>
        <FormView
          model={model}
          sources={sources}
          draft={{ key: `public.${token}`, storage: 'local' }}
          submitLabel={t('submit')}
          onSubmit={send}
        />
      </div>
    </article>
  )
}
