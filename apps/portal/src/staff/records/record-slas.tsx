import { Badge, Progress, Text, Tooltip } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import { type SlaState, useFormat, useRecordSlas } from '@tangram/ui'
import { type Say, useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import classes from './record-slas.module.css'

export type RecordSlasProps = { app: Id; entity: Id; record: string }

/** How the clocks of service agreements on a record stand: what is left of each stage, or by how much it is over. Nothing where nothing is promised. */
export function RecordSlas({ app, entity, record }: RecordSlasProps) {
  const t = useArea(recordsTexts)
  const clocks = (useRecordSlas(app, entity, record).data ?? []).filter(({ status }) => status !== 'cancelled')
  if (clocks.length === 0) return null
  return (
    <ul className={classes.list} aria-label={t('slas')}>
      {clocks.map((clock) => (
        <Clock key={`${clock.sla} ${clock.stage}`} clock={clock} />
      ))}
    </ul>
  )
}

function Clock({ clock }: { clock: SlaState }) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const used = Math.min(100, (clock.elapsedMs / clock.targetMs) * 100)
  const color = colorOf(clock, used)
  const target = t('slaTarget', { time: format.duration(clock.targetMs) })
  return (
    <li className={classes.clock}>
      <div className={classes.line}>
        <Tooltip label={`${format.text(clock.label)} · ${target}`}>
          <Text size="sm" fw={500} component="span">
            {format.text(clock.stageLabel, clock.stage)}
          </Text>
        </Tooltip>
        <Badge color={color} variant="light">
          {wordsOf(clock, t, format.duration)}
        </Badge>
      </div>
      <Progress value={used} color={color} size={4} aria-label={t('slaUsed', { stage: format.text(clock.stageLabel, clock.stage) })} />
      <Text size="xs" c="dimmed" className="tg-figures">
        {clock.endedAt !== null
          ? t('slaEnded', { time: format.instant(clock.endedAt) })
          : clock.dueAt !== null
            ? t('slaDue', { time: format.instant(clock.dueAt) })
            : target}
      </Text>
    </li>
  )
}

/** From four fifths of the target on it is time to hurry. */
function colorOf({ status, isPaused }: SlaState, used: number): string {
  if (status === 'breached') return 'danger'
  if (status === 'met') return 'success'
  if (isPaused) return 'gray'
  return used >= 80 ? 'warning' : 'brand'
}

function wordsOf(
  { status, isPaused, endedAt, elapsedMs, targetMs }: SlaState,
  t: Say<keyof typeof recordsTexts.texts>,
  duration: (ms: number) => string,
): string {
  if (status === 'met') return t('slaMet')
  if (status === 'breached')
    return t(isPaused && endedAt === null ? 'slaOverPaused' : 'slaOver', { time: duration(Math.max(0, elapsedMs - targetMs)) })
  return t(isPaused ? 'slaPaused' : 'slaLeft', { time: duration(Math.max(0, targetMs - elapsedMs)) })
}
