import { Badge, Button, Checkbox, NativeSelect, Table, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import {
  EmptyState,
  ErrorState,
  hasDuty,
  type InstanceFilter,
  type InstanceStatus,
  type InstanceSummary,
  SkeletonLines,
  useApp,
  useApps,
  useFormat,
  useInstances,
  useLocale,
  useSession,
} from '@tangram/ui'
import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import classes from './instances.module.css'
import { statusColors } from './status-colors.ts'

const statuses = Object.keys(statusColors) as InstanceStatus[]

/** Every instance of an app for those who look after it; what they look for stands in the address. */
export default function InstancesPage() {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const [, navigate] = useLocation()
  const params = new URLSearchParams(useSearch())
  const isAdmin = hasDuty(useSession().data?.person, 'system')
  const apps = (useApps().data ?? []).filter(({ canDesign }) => canDesign || isAdmin)
  const app = params.get('app') ?? apps[0]?.id
  const processes = useApp(app).data?.processes ?? []
  const [words, setWords] = useState(params.get('q') ?? '')
  const [search] = useDebouncedValue(words.trim(), 250)
  const filter: InstanceFilter = {
    ...(params.get('process') ? { process: params.get('process') ?? '' } : {}),
    ...(statuses.some((status) => status === params.get('status')) ? { status: params.get('status') as InstanceStatus } : {}),
    ...(params.get('incident') === '1' ? { incident: true } : {}),
    ...(search ? { search } : {}),
  }
  const instances = useInstances(app, filter)
  const all = instances.data?.pages.flatMap((page) => page.instances) ?? []

  function set(name: string, value: string) {
    const next = new URLSearchParams(params)
    if (value) next.set(name, value)
    else next.delete(name)
    if (name === 'app') next.delete('process')
    navigate(`/instances?${next}`, { replace: true })
  }

  return (
    <Page title={t('title')}>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('app')}
          value={app ?? ''}
          data={apps.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
          onChange={(event) => set('app', event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('process')}
          value={filter.process ?? ''}
          data={[
            { value: '', label: t('allProcesses') },
            ...processes.map(({ id, label }) => ({ value: id, label: format.text(label, id) })),
          ]}
          onChange={(event) => set('process', event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('status')}
          value={filter.status ?? ''}
          data={[{ value: '', label: t('allStatuses') }, ...statuses.map((status) => ({ value: status, label: t(status) }))]}
          onChange={(event) => set('status', event.currentTarget.value)}
        />
        <TextInput
          className={classes.words}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Checkbox
          label={t('onlyIncidents')}
          checked={filter.incident === true}
          onChange={(event) => set('incident', event.currentTarget.checked ? '1' : '')}
        />
      </search>
      {app === undefined && <EmptyState title={t('noApps')} text={t('noAppsText')} />}
      {app !== undefined && instances.isPending && <SkeletonLines />}
      {instances.isError && <ErrorState error={instances.error} onRetry={() => void instances.refetch()} />}
      {instances.data && all.length === 0 && <EmptyState figure="boat" title={t('emptyTitle')} text={t('empty')} />}
      {all.length > 0 && (
        <Table.ScrollContainer minWidth={860} className={classes.tableWrap} type="native" tabIndex={0}>
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="lg" className={classes.stacked} aria-label={t('list')}>
            <Table.Thead>
              <Table.Tr>
                {(['record', 'status', 'at', 'heldBy', 'initiator', 'started'] as const).map((column) => (
                  <Table.Th key={column}>{t(column)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((instance) => (
                <Row key={instance.id} instance={instance} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {instances.hasNextPage && (
        <Button variant="subtle" mt="sm" loading={instances.isFetchingNextPage} onClick={() => void instances.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function Row({ instance }: { instance: InstanceSummary }) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const separator = locale === 'zh-CN' ? '、' : ', '
  const holders = [...new Set(instance.current.flatMap(({ holders }) => holders.map(({ name }) => name)))]
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={`/instances/${instance.id}`}>{instance.recordTitle || t('hidden')}</Link>
        <div className={classes.quiet}>{format.text(instance.label, instance.process)}</div>
      </Table.Td>
      <Table.Td>
        <Badge color={statusColors[instance.status]} miw="max-content">
          {t(instance.status)}
        </Badge>{' '}
        {instance.incidents > 0 && <Badge color="danger">{t('incidents', { count: instance.incidents })}</Badge>}
      </Table.Td>
      <Table.Td data-label={t('at')}>{instance.current.map(({ node, label }) => format.text(label, node)).join(separator) || '–'}</Table.Td>
      <Table.Td data-label={t('heldBy')}>{holders.join(separator) || '–'}</Table.Td>
      <Table.Td data-label={t('initiator')}>{instance.initiator?.name ?? '–'}</Table.Td>
      <Table.Td data-label={t('started')}>{format.instant(instance.startedAt)}</Table.Td>
    </Table.Tr>
  )
}
