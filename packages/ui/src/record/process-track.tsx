import { IconBan, IconCheck, IconPlayerPlay } from '@tabler/icons-react'
import { textIn } from '@tangram/data-model'
import type { ProcessNodeState, ProcessState } from '../client/types.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './process-track.module.css'

const marks = { done: IconCheck, active: IconPlayerPlay, cancelled: IconBan, waiting: undefined } as const

/** Where a process stands: its nodes in order, who holds the current one, how long each took. */
export function ProcessTrack({ process }: { process: ProcessState }) {
  const { t } = useTranslation('ui')
  const { locale } = useLocale()
  const format = useFormat()
  const totalMs = process.totalMs ?? Date.now() - Date.parse(process.startedAt)
  return (
    <section className={classes.track} aria-label={textIn(process.label, locale)}>
      <header>
        <h2>{textIn(process.label, locale)}</h2>
        <span>{t(process.endedAt ? 'process.total' : 'process.so-far', { time: format.duration(totalMs) })}</span>
      </header>
      <ol>
        {process.nodes.map((node, index) => (
          <Node key={`${node.node}-${index}`} node={node} />
        ))}
      </ol>
    </section>
  )
}

function Node({ node }: { node: ProcessNodeState }) {
  const { t } = useTranslation('ui')
  const { locale } = useLocale()
  const format = useFormat()
  const Mark = marks[node.status]
  const ms = node.durationMs ?? (node.startedAt ? Date.now() - Date.parse(node.startedAt) : null)
  return (
    <li data-status={node.status} aria-current={node.status === 'active' ? 'step' : undefined}>
      <span className={classes.mark}>{Mark && <Mark size={12} stroke={2} aria-hidden />}</span>
      <span className={classes.label}>
        {textIn(node.label, locale, node.node)}
        <span className="tg-visually-hidden">, {t(`process.${node.status}`)}</span>
      </span>
      {ms !== null && <span className={classes.time}>{format.duration(ms)}</span>}
      {node.holders.length > 0 && (
        <span className={classes.holders}>
          {node.status === 'active'
            ? t('process.held-by', { names: node.holders.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ') })
            : node.holders.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ')}
        </span>
      )}
    </li>
  )
}
