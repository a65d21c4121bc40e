import { Badge, Button, Tabs } from '@mantine/core'
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react'
import { inOrder } from '@tangram/data-model'
import {
  ErrorState,
  type InstanceDetail,
  type InstanceVisit,
  ProcessDiagram,
  SkeletonLines,
  standingsOf,
  Timeline,
  useApp,
  useFieldViews,
  useFormat,
  useInstance,
  useTimeline,
  VisitsTable,
} from '@tangram/ui'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { IncidentsList } from './incidents-list.tsx'
import { InstanceActions } from './instance-actions.tsx'
import classes from './instances.module.css'
import { statusColors } from './status-colors.ts'

/** One instance: its diagram as it stands now, the same in words, and what happened. Administrators act on it here. */
export default function InstancePage({ id }: { id: string }) {
  const t = useArea(instancesTexts)
  const instance = useInstance(id)
  if (!instance.data) {
    return (
      <Page title={t('panel')}>
        {instance.isPending && <SkeletonLines lines={6} height={24} />}
        {instance.isError && <ErrorState error={instance.error} onRetry={() => void instance.refetch()} />}
      </Page>
    )
  }
  return <Shown instance={instance.data} />
}

function Shown({ instance }: { instance: InstanceDetail }) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const [selected, select] = useState<string>()
  const { process, visits, incidents, app, entity, record } = instance
  const seen = useApp(app).data
  const view = inOrder(seen?.document.views).find((candidate) => candidate.entity === entity)
  const standing = useMemo(() => standingsOf(visits, incidents, Date.now()), [visits, incidents])
  const ms = (instance.endedAt ? Date.parse(instance.endedAt) : Date.now()) - Date.parse(instance.startedAt)
  const outcome = useOutcomeName(instance)
  return (
    <Page
      title={instance.recordTitle || format.text(process.label, process.id)}
      meta={<Badge color={statusColors[instance.status]}>{t(instance.status)}</Badge>}
      actions={
        <>
          <Button variant="subtle" size="xs" leftSection={<IconArrowLeft size={16} stroke={1.5} />} onClick={() => window.history.back()}>
            {t('back')}
          </Button>
          {view && (
            <Button
              component={Link}
              href={`/a/${app}/${view.id}/${record}`}
              variant="default"
              size="xs"
              leftSection={<IconExternalLink size={16} stroke={1.5} />}
            >
              {t('openRecord')}
            </Button>
          )}
          <InstanceActions instance={instance} selected={selected} />
        </>
      }
    >
      <div className={classes.facts}>
        <span>{format.text(process.label, process.id)}</span>
        <span>{t('version', { version: process.version })}</span>
        {instance.initiator && (
          <span>
            {t('initiator')} {instance.initiator.name}
          </span>
        )}
        <span>
          {t('started')} {format.instant(instance.startedAt)}
        </span>
        <span>{t(instance.endedAt ? 'total' : 'soFar', { time: format.duration(ms) })}</span>
        {instance.outcome && <span>{t('outcome', { outcome: outcome(instance.outcome) })}</span>}
      </div>
      {incidents.length > 0 && <IncidentsList instance={instance} />}
      <ProcessDiagram process={process} standing={standing} taken={instance.taken} selected={selected} onSelect={select} />
      <Tabs className={classes.tabs} defaultValue="table" keepMounted={false}>
        <Tabs.List aria-label={t('panel')}>
          <Tabs.Tab value="table">{t('table')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('history')}</Tabs.Tab>
          {Object.keys(instance.variables).length > 0 && <Tabs.Tab value="variables">{t('variables')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="table" pt="sm">
          <VisitsTable
            visits={visits}
            incidents={incidents}
            selected={selected}
            outcome={(visit: InstanceVisit) => (visit.outcome === null ? '' : outcome(visit.outcome, visit.node))}
          />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <History instance={instance} />
        </Tabs.Panel>
        <Tabs.Panel value="variables" pt="md">
          <dl className={classes.variables}>
            {Object.entries(instance.variables).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** What happened to the record, in words. */
function History({ instance: { app, entity, record } }: { instance: InstanceDetail }) {
  const document = useApp(app).data?.document
  const fields = useFieldViews(document?.entities.items[entity], document)
  const timeline = useTimeline(app, entity, record)
  if (timeline.isPending) return <SkeletonLines lines={4} />
  if (timeline.isLoadingError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
  return <Timeline entries={timeline.data} fields={fields} />
}

/** Names an outcome by the way that leaves with it, where that has a label. */
function useOutcomeName({ process }: InstanceDetail): (outcome: string, node?: string) => string {
  const t = useArea(instancesTexts)
  const format = useFormat()
  return (outcome, node) => {
    const flow = process.flows.find(({ id, from, port }) => from === node && (port === outcome || id === outcome))
    if (flow?.label) return format.text(flow.label, outcome)
    if (outcome === 'approved' || outcome === 'rejected') return t(outcome)
    // What a step ended with is the id of a port: without a name it says nothing to people.
    return node === undefined ? outcome : ''
  }
}
