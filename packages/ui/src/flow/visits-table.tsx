import { Badge, Table } from '@mantine/core'
import { type Id, textIn } from '@tangram/data-model'
import type { InstanceIncident, InstanceVisit } from '../client/types.ts'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useFlowTexts } from './flow-texts.ts'
import { wallMsOf } from './node-standing.ts'

export type VisitsTableProps = {
  visits: readonly InstanceVisit[]
  incidents: readonly InstanceIncident[]
  /** The node that is chosen. */
  selected?: Id | undefined
  /** Name of an outcome; its id where nobody has one. */
  outcome: (visit: InstanceVisit) => string
}

const colors = { active: 'brand', done: 'success', cancelled: 'gray', failed: 'danger' } as const

/** The diagram in words: every visit of every step, who had it and how long it took. */
export function VisitsTable({ visits, incidents, selected, outcome }: VisitsTableProps) {
  const t = useFlowTexts()
  const format = useFormat()
  const { locale } = useLocale()
  const failed = new Set(incidents.map(({ element }) => element))
  const duration = (ms: number | null) => (ms === null ? '–' : format.duration(ms))
  return (
    <Table.ScrollContainer minWidth={760} type="native" tabIndex={0}>
      <Table verticalSpacing="xs" horizontalSpacing="md" aria-label={t('table')}>
        <Table.Thead>
          <Table.Tr>
            {(['step', 'status', 'people', 'started', 'wall', 'working', 'queued', 'outcome'] as const).map((column) => (
              <Table.Th key={column}>{t(column)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {visits.map((visit) => {
            const status = failed.has(visit.element) ? 'failed' : visit.status
            return (
              <Table.Tr key={visit.element} bg={visit.node === selected ? 'var(--tg-selected)' : undefined}>
                <Table.Td>
                  {textIn(visit.label, locale, visit.node)}
                  {visit.visit > 1 && <> · {t('round', { count: visit.visit })}</>}
                </Table.Td>
                <Table.Td>
                  <Badge color={colors[status]} miw="max-content">
                    {t(status)}
                  </Badge>
                </Table.Td>
                <Table.Td>{visit.holders.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ') || '–'}</Table.Td>
                <Table.Td>{format.instant(visit.startedAt, 'short')}</Table.Td>
                <Table.Td>{duration(wallMsOf(visit, Date.now()))}</Table.Td>
                <Table.Td>{duration(visit.workingMs)}</Table.Td>
                <Table.Td>{duration(visit.queuedMs)}</Table.Td>
                <Table.Td>{outcome(visit) || '–'}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
