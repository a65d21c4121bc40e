import { Badge, Button, Stack, TextInput } from '@mantine/core'
import { IconCheck, IconProgress } from '@tabler/icons-react'
import { ErrorState, lookUpProgress, type Progress, useClient, useFormat } from '@tangram/ui'
import { type FormEvent, startTransition, useActionState, useState } from 'react'
import { usePageTitle } from '../page/page-title.ts'
import { useArea } from '../texts/area.ts'
import { publicTexts } from '../texts/public.ts'
import classes from './public.module.css'

type Asked = { number: string; phone: string }
type Look = { asked: Asked; found?: Progress; problem?: unknown }

/** A customer looks up how far the work is, by tracking number and the phone given with it. */
export default function ProgressPage() {
  const t = useArea(publicTexts)
  const given = new URLSearchParams(window.location.search)
  const client = useClient()
  const [looked, ask, isBusy] = useActionState(look, undefined)
  const [isMissing, setMissing] = useState(false)
  usePageTitle(t('progressTitle'))

  /** What was found stays while it is looked up again. */
  async function look(before: Look | undefined, asked: Asked | undefined): Promise<Look | undefined> {
    if (!asked) return undefined
    try {
      return { asked, found: await lookUpProgress(client, asked) }
    } catch (problem) {
      return { ...before, asked, problem }
    }
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const asked = { number: String(fields.get('number')).trim(), phone: String(fields.get('phone')).trim() }
    const isComplete = asked.number !== '' && asked.phone !== ''
    setMissing(!isComplete)
    if (isComplete) startTransition(() => ask(asked))
  }

  const problem = isBusy ? undefined : looked?.problem
  if (looked?.found) {
    const again = (asked: Asked | undefined) => startTransition(() => ask(asked))
    return (
      <Found
        progress={looked.found}
        problem={problem}
        isBusy={isBusy}
        onRefresh={() => again(looked.asked)}
        onOther={() => again(undefined)}
      />
    )
  }
  return (
    <section className={classes.card}>
      <h1 className={classes.title}>{t('progressTitle')}</h1>
      <p className={classes.lead}>{t('progressHint')}</p>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            name="number"
            size="md"
            label={t('number')}
            defaultValue={given.get('number') ?? ''}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            error={isMissing && t('needBoth')}
          />
          <TextInput name="phone" size="md" type="tel" inputMode="tel" autoComplete="tel" label={t('phone')} />
          {problem !== undefined && <ErrorState error={problem} />}
          <Button type="submit" size="md" loading={isBusy}>
            {t('look')}
          </Button>
        </Stack>
      </form>
    </section>
  )
}

type FoundProps = { progress: Progress; problem: unknown; isBusy: boolean; onRefresh: () => void; onOther: () => void }

function Found({ progress, problem, isBusy, onRefresh, onOther }: FoundProps) {
  const t = useArea(publicTexts)
  const format = useFormat()
  return (
    <section className={classes.card} aria-labelledby="progress-number">
      <h1 id="progress-number" className={classes.title}>
        {progress.number}
      </h1>
      <dl className={classes.facts}>
        <dt>{t('status')}</dt>
        <dd>
          <Badge size="lg" color="brand">
            {format.text(progress.label, progress.status)}
          </Badge>
        </dd>
        <dt>{t('submittedAt')}</dt>
        <dd>{format.instant(progress.submittedAt)}</dd>
        {progress.team && (
          <>
            <dt>{t('team')}</dt>
            <dd>{progress.team}</dd>
          </>
        )}
      </dl>
      {progress.steps.length === 0 && <p className={classes.lead}>{t('noSteps')}</p>}
      <ol className={classes.steps} aria-label={t('steps')}>
        {progress.steps.map((step, index) => (
          <Step key={index} step={step} />
        ))}
      </ol>
      {problem !== undefined && <ErrorState error={problem} />}
      <div className={classes.buttons}>
        <Button size="md" variant="default" loading={isBusy} onClick={onRefresh}>
          {t('refresh')}
        </Button>
        <Button size="md" variant="subtle" color="gray" onClick={onOther}>
          {t('other')}
        </Button>
      </div>
    </section>
  )
}

function Step({ step }: { step: Progress['steps'][number] }) {
  const t = useArea(publicTexts)
  const format = useFormat()
  const status = step.status === 'done' || step.status === 'active' ? step.status : 'waiting'
  const at = step.endedAt ?? step.startedAt
  return (
    <li className={classes.step} data-status={status} aria-current={status === 'active' ? 'step' : undefined}>
      <span className={classes.mark} aria-hidden>
        {status === 'done' && <IconCheck size={16} stroke={2} />}
        {status === 'active' && <IconProgress size={16} stroke={2} />}
      </span>
      <span>
        {format.text(step.label)}
        <span className={classes.stepTime} style={{ display: 'block' }}>
          {t(status === 'done' ? 'stepDone' : status === 'active' ? 'stepActive' : 'stepWaiting')}
          {at && ` · ${format.instant(at, 'short')}`}
        </span>
      </span>
    </li>
  )
}
