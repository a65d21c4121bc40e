import { Badge, NativeSelect, Table } from '@mantine/core'
import { itemOf } from '@tangram/data-model'
import {
  type AppForReader,
  EmptyState,
  ErrorState,
  hasDuty,
  type Named,
  SkeletonLines,
  useApp,
  useApps,
  useClient,
  useFormat,
  useLocale,
  useSession,
} from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { deliveriesTexts } from '../../texts/deliveries.ts'
import type { Delivery } from '../dashboard/delivery-form.tsx'
import { whenOf } from '../dashboard/schedule.ts'
import classes from '../instances/instances.module.css'
import { DeliveryMenu } from './delivery-menu.tsx'
import { resultWords, tally } from './result-words.ts'

/** Everything that an app sends regularly, for those who look after it: what became of it, and what can be done. */
export default function DeliveriesPage() {
  const t = useArea(deliveriesTexts)
  const format = useFormat()
  const client = useClient()
  const [, navigate] = useLocation()
  const params = new URLSearchParams(useSearch())
  const isAdmin = hasDuty(useSession().data?.person, 'system')
  const apps = (useApps().data ?? []).filter(({ canDesign }) => canDesign || isAdmin)
  const app = params.get('app') ?? apps[0]?.id
  const seen = useApp(app)
  const found = useQuery({
    queryKey: ['deliveries', app, 'all'],
    queryFn: ({ signal }) => client.get<Delivery[]>(`/deliveries?all=true&app=${app}`, { signal }),
    enabled: app !== undefined,
  })
  const all = found.data ?? []
  const ids = [...new Set(all.flatMap(({ people }) => people))].toSorted()
  const named = useQuery({
    queryKey: ['people', 'of-deliveries', ids],
    queryFn: ({ signal }) => client.get<Named[]>(`/people?ids=${ids.join(',')}`, { signal }),
    enabled: ids.length > 0,
  })
  const names = new Map(named.data?.map(({ id, name }) => [id, name]))
  return (
    <Page title={t('all')}>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('ofApp')}
          value={app ?? ''}
          data={apps.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
          onChange={(event) => navigate(`/deliveries?app=${event.currentTarget.value}`, { replace: true })}
        />
      </search>
      {app !== undefined && found.isPending && <SkeletonLines />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && <EmptyState figure="boat" title={t('none')} text={t('noneText')} />}
      {all.length > 0 && (
        <Table.ScrollContainer minWidth={900} className={classes.tableWrap} type="native" tabIndex={0}>
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="lg" className={classes.stacked} aria-label={t('all')}>
            <Table.Thead>
              <Table.Tr>
                {(['what', 'sender', 'whom', 'last', 'nextTime'] as const).map((column) => (
                  <Table.Th key={column}>{t(column)}</Table.Th>
                ))}
                <Table.Th>
                  <span className="tg-visually-hidden">{t('actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((one) => (
                <Row key={one.id} delivery={one} seen={seen.data} names={names} onChanged={() => void found.refetch()} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  )
}

type RowProps = { delivery: Delivery; seen: AppForReader | undefined; names: ReadonlyMap<string, string>; onChanged: () => void }

function Row({ delivery, seen, names, onChanged }: RowProps) {
  const t = useArea(deliveriesTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const { every, at } = whenOf(delivery.schedule)
  const dashboard = format.text(itemOf(seen?.document.dashboards, delivery.dashboard)?.label, delivery.dashboard)
  const nameOf = (recipient: string) => names.get(recipient) ?? (recipient.includes('@') ? recipient : t('somebodyGone'))
  const counted = tally(delivery.results)
  const missed = delivery.results.filter(({ outcome }) => outcome !== 'sent')
  return (
    <Table.Tr>
      <Table.Td>
        {dashboard}
        <div className={classes.quiet}>
          {t(every)} {at} · {delivery.zone} · {t(delivery.channel === 'app' ? 'inApp' : delivery.format)}
        </div>
      </Table.Td>
      <Table.Td data-label={t('sender')}>{delivery.owner.name}</Table.Td>
      <Table.Td data-label={t('whom')}>
        {[...delivery.people, ...delivery.addresses].map(nameOf).join(locale === 'zh-CN' ? '、' : ', ')}
      </Table.Td>
      <Table.Td data-label={t('last')}>
        {delivery.lastAt ? format.instant(delivery.lastAt, 'short') : t('never')}{' '}
        {counted.failed > 0 && <Badge color="danger">{t('failed', { count: counted.failed })}</Badge>}{' '}
        {counted.sent > 0 && <Badge color="success">{t('wasSent', { count: counted.sent })}</Badge>}
        {missed.map((one) => (
          <div key={one.recipient} className={classes.quiet}>
            {nameOf(one.recipient)}: {resultWords(one, t)}
          </div>
        ))}
      </Table.Td>
      <Table.Td data-label={t('nextTime')}>
        {delivery.endedReason
          ? t(delivery.endedReason === 'owner' ? 'endedOwner' : 'endedDashboard')
          : delivery.nextAt
            ? format.instant(delivery.nextAt, 'short')
            : t('paused')}
      </Table.Td>
      <Table.Td>
        <DeliveryMenu delivery={delivery} name={dashboard} onChanged={onChanged} />
      </Table.Td>
    </Table.Tr>
  )
}
