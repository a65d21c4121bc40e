import { Button, Stack, Textarea } from '@mantine/core'
import type { RecordValues } from '@tangram/data-model'
import {
  ApiProblem,
  answerPublicLink,
  type Client,
  ErrorState,
  FormPartsContext,
  FormView,
  type PublicLink,
  publicSources,
  readPublicLink,
  useClient,
  useForm,
  useFormat,
  useLoad,
} from '@tangram/ui'
import { startTransition, useActionState, useMemo, useRef, useState } from 'react'
import { usePageTitle } from '../page/page-title.ts'
import { loadPartsOf } from '../parts/parts-of-form.ts'
import { useArea } from '../texts/area.ts'
import { publicTexts } from '../texts/public.ts'
import { noTables } from './no-tables.ts'
import { OutcomeCard } from './outcome-card.tsx'
import classes from './public.module.css'
import { PublicSkeleton } from './public-frame.tsx'

type Answered = 'thanks' | 'confirmed' | 'rejected'

/** A question sent to a customer: how satisfied, or whether it is solved. */
export default function LinkPage({ token }: { token: string }) {
  const t = useArea(publicTexts)
  const client = useClient()
  const link = useLoad(token, (signal) => readWithParts(client, token, signal))
  const [answered, setAnswered] = useState<Answered>()

  if (link.error !== undefined) {
    const isClosed = link.error instanceof ApiProblem && [403, 404, 410].includes(link.error.status)
    if (isClosed) return <OutcomeCard figure="cat" laid={4} title={t('linkClosedTitle')} text={t('linkClosed')} />
    return <ErrorState error={link.error} onRetry={link.retry} />
  }
  if (!link.data) return <PublicSkeleton />
  const { asked, parts } = link.data
  if (answered || asked.answered) {
    const text = answered === 'confirmed' ? t('confirmed') : answered === 'rejected' ? t('rejected') : t('answered')
    return <OutcomeCard figure="boat" title={t('answeredTitle')} text={text} />
  }
  return (
    <FormPartsContext value={parts}>
      <Question token={token} link={asked} onAnswered={setAnswered} />
    </FormPartsContext>
  )
}

async function readWithParts(client: Client, token: string, signal: AbortSignal) {
  const asked = await readPublicLink(client, token, signal)
  const { form, entity } = asked
  return { asked, parts: form && entity ? await loadPartsOf(form, entity) : undefined }
}

type QuestionProps = { token: string; link: PublicLink; onAnswered: (how: Answered) => void }

function Question({ token, link, onAnswered }: QuestionProps) {
  const t = useArea(publicTexts)
  const format = useFormat()
  const title = link.purpose === 'confirm' ? t('question') : format.text(link.form?.label ?? link.title, t('send'))
  const about = format.text(link.question ?? link.form?.description)
  usePageTitle(title)
  return (
    <article className={classes.card}>
      <h1 className={classes.title}>{title}</h1>
      {about && about !== title && <p className={classes.lead}>{about}</p>}
      <Summary summary={link.summary} />
      {link.purpose === 'confirm' ? (
        <Confirmation token={token} link={link} onAnswered={onAnswered} />
      ) : (
        <Survey token={token} link={link} onAnswered={onAnswered} />
      )}
    </article>
  )
}

/** What the question is about, so that nobody answers for the wrong thing. */
function Summary({ summary }: { summary: PublicLink['summary'] }) {
  const format = useFormat()
  if (!summary || summary.length === 0) return null
  return (
    <dl className={classes.facts}>
      {summary.map(({ label, value }) => (
        <div key={format.text(label)} className={classes.fact}>
          <dt>{format.text(label)}</dt>
          <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Confirmation({ token, link, onAnswered }: QuestionProps) {
  const t = useArea(publicTexts)
  const format = useFormat()
  const client = useClient()
  const [sending, setSending] = useState<string>()
  const [problem, answer, isSending] = useActionState(send, undefined)
  const [opinion, setOpinion] = useState('')
  const [lacksReason, setLacksReason] = useState(false)
  const comment = useRef<HTMLTextAreaElement>(null)
  const outcomes = link.outcomes ?? [
    { id: 'confirmed', label: { 'zh-CN': t('yes'), en: t('yes') } },
    { id: 'rejected', label: { 'zh-CN': t('no'), en: t('no') }, needsOpinion: true },
  ]

  function choose(outcome: string, needsOpinion: boolean | undefined) {
    const said = opinion.trim()
    const isLacking = (needsOpinion || outcome === 'rejected') && said === ''
    setLacksReason(isLacking)
    if (isLacking) return comment.current?.focus()
    setSending(outcome)
    startTransition(() => answer({ outcome, ...(said ? { opinion: said } : {}) }))
  }

  /** Gives back what went wrong. */
  async function send(_: unknown, given: { outcome: string; opinion?: string }): Promise<unknown> {
    try {
      await answerPublicLink(client, token, given)
    } catch (error) {
      return error
    }
    onAnswered(given.outcome === 'rejected' ? 'rejected' : 'confirmed')
  }

  return (
    <Stack gap="md">
      <Textarea
        ref={comment}
        size="md"
        label={t('comment')}
        autosize
        minRows={3}
        value={opinion}
        error={lacksReason && opinion.trim() === '' && t('needReason')}
        onChange={(event) => setOpinion(event.currentTarget.value)}
      />
      {problem !== undefined && !isSending && <ErrorState error={problem} />}
      <div className={classes.choices} role="group" aria-label={t('question')}>
        {outcomes.map((outcome, index) => (
          <Button
            key={outcome.id}
            size="lg"
            variant={index === 0 ? 'filled' : 'default'}
            loading={isSending && sending === outcome.id}
            disabled={isSending && sending !== outcome.id}
            onClick={() => choose(outcome.id, outcome.needsOpinion)}
          >
            {format.text(outcome.label, outcome.id)}
          </Button>
        ))}
      </div>
    </Stack>
  )
}

function Survey({ token, link, onAnswered }: QuestionProps) {
  const t = useArea(publicTexts)
  if (!link.form || !link.entity) return <p className={classes.lead}>{t('linkClosed')}</p>
  return <SurveyForm token={token} form={link.form} entity={link.entity} version={link.version} onAnswered={onAnswered} />
}

type SurveyFormProps = {
  token: string
  form: NonNullable<PublicLink['form']>
  entity: NonNullable<PublicLink['entity']>
  version: PublicLink['version']
  onAnswered: (how: Answered) => void
}

function SurveyForm({ token, form, entity, version, onAnswered }: SurveyFormProps) {
  const t = useArea(publicTexts)
  const client = useClient()
  const sources = useMemo(() => publicSources(client, token, version), [client, token, version])
  const model = useForm({ form, entity, lookup: noTables })

  async function send(values: RecordValues) {
    await answerPublicLink(client, token, { values }, version)
    onAnswered('thanks')
  }

  return (
    <div className={classes.form}>
      <FormView model={model} sources={sources} draft={{ key: `link.${token}` }} submitLabel={t('send')} onSubmit={send} />
    </div>
  )
}
