import { Badge, NavLink, Skeleton } from '@mantine/core'
import {
  IconChecklist,
  IconDatabaseExport,
  IconGauge,
  IconHome,
  IconKey,
  IconListSearch,
  IconMailFast,
  IconMessage2,
  IconPencilRuler,
  IconSend,
  IconSettingsExclamation,
  IconShieldLock,
  IconSitemap,
  IconTable,
  IconUserSearch,
  IconUsers,
} from '@tabler/icons-react'
import { inOrder } from '@tangram/data-model'
import { type AppSummary, type Duty, useApp, useApps, useFormat, useIncidents, useTaskCounts } from '@tangram/ui'
import type { ReactNode } from 'react'
import { Link, useRoute, useSearch } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { shellTexts } from '../../texts/shell.ts'
import { AppFigure } from '../home/app-figure.tsx'
import classes from './frame.module.css'

/** The way to everything: own work first, then each app's lists and dashboards. */
export function Navigation({
  onNavigate,
  administers,
  isSeenAs,
}: {
  onNavigate: () => void
  administers: (duty: Duty) => boolean
  isSeenAs: boolean
}) {
  const t = useArea(shellTexts)
  const apps = useApps()
  return (
    <>
      <Item href="/" icon={<IconHome size={18} stroke={1.5} />} label={t('home')} onNavigate={onNavigate} />
      {!isSeenAs && <OwnWork onNavigate={onNavigate} />}
      {administers('security') && <PeopleItems onNavigate={onNavigate} />}
      {administers('system') && <SystemItems onNavigate={onNavigate} />}
      {administers('security') && <RulesItem onNavigate={onNavigate} />}
      {administers('audit') && <AuditItem onNavigate={onNavigate} />}
      {apps.isPending && <Skeleton height={20} mx={12} mt={24} width={140} />}
      {apps.data?.map((app) => (
        <AppItems key={app.id} summary={app} onNavigate={onNavigate} />
      ))}
    </>
  )
}

/** What waits for the reader, and what they began. */
function OwnWork({ onNavigate }: { onNavigate: () => void }) {
  const t = useArea(shellTexts)
  const counts = useTaskCounts().data
  const count = counts?.open ?? 0
  const late = counts?.overdue ?? 0
  return (
    <>
      <Item
        href="/tasks"
        pattern="/tasks/:task?"
        icon={<IconChecklist size={18} stroke={1.5} />}
        label={t('tasks')}
        onNavigate={onNavigate}
        aside={
          count > 0 && (
            <Badge
              size="sm"
              variant="light"
              color={late > 0 ? 'danger' : 'brand'}
              {...(late > 0 ? { 'aria-label': t('tasksLate', { count, late }) } : {})}
            >
              {count > 99 ? '99+' : count}
            </Badge>
          )
        }
      />
      <Item href="/initiated" icon={<IconSend size={18} stroke={1.5} />} label={t('initiated')} onNavigate={onNavigate} />
    </>
  )
}

/** Who works here, and how they sign in. */
function PeopleItems({ onNavigate }: { onNavigate: () => void }) {
  const t = useArea(shellTexts)
  return (
    <>
      <Item href="/people" icon={<IconUsers size={18} stroke={1.5} />} label={t('people')} onNavigate={onNavigate} />
      <Item href="/personal-data" icon={<IconUserSearch size={18} stroke={1.5} />} label={t('personalData')} onNavigate={onNavigate} />
      <Item href="/sign-in-services" icon={<IconKey size={18} stroke={1.5} />} label={t('signInServices')} onNavigate={onNavigate} />
    </>
  )
}

/** Of whoever runs the installation: what left the house, and what failed in it. */
function SystemItems({ onNavigate }: { onNavigate: () => void }) {
  const t = useArea(shellTexts)
  const open = useIncidents().data?.open ?? 0
  return (
    <>
      <Item href="/messages" icon={<IconMessage2 size={18} stroke={1.5} />} label={t('messages')} onNavigate={onNavigate} />
      <Item
        href="/jobs"
        icon={<IconSettingsExclamation size={18} stroke={1.5} />}
        label={t('jobs')}
        onNavigate={onNavigate}
        aside={
          open > 0 && (
            <Badge size="sm" variant="light" color="danger" aria-label={t('jobsFailed', { count: open })}>
              {open}
            </Badge>
          )
        }
      />
      <Item href="/backups" icon={<IconDatabaseExport size={18} stroke={1.5} />} label={t('backups')} onNavigate={onNavigate} />
    </>
  )
}

function RulesItem({ onNavigate }: { onNavigate: () => void }) {
  const t = useArea(shellTexts)
  return (
    <Item
      href="/security-settings"
      icon={<IconShieldLock size={18} stroke={1.5} />}
      label={t('securitySettings')}
      onNavigate={onNavigate}
    />
  )
}

function AuditItem({ onNavigate }: { onNavigate: () => void }) {
  const t = useArea(shellTexts)
  return <Item href="/audit" icon={<IconListSearch size={18} stroke={1.5} />} label={t('audit')} onNavigate={onNavigate} />
}

function AppItems({ summary, onNavigate }: { summary: AppSummary; onNavigate: () => void }) {
  const t = useArea(shellTexts)
  const format = useFormat()
  const app = useApp(summary.version === null ? undefined : summary.id)
  return (
    <>
      <div className={classes.app}>
        <AppFigure app={summary.id} icon={summary.icon} size={18} />
        {format.text(summary.label, summary.id)}
      </div>
      {inOrder(app.data?.document.dashboards).map((dashboard) => (
        <Item
          key={dashboard.id}
          href={`/a/${summary.id}/d/${dashboard.id}`}
          icon={<IconGauge size={18} stroke={1.5} />}
          label={format.text(dashboard.label, dashboard.id)}
          onNavigate={onNavigate}
        />
      ))}
      {inOrder(app.data?.document.views).map((view) => (
        <Item
          key={view.id}
          href={`/a/${summary.id}/${view.id}`}
          pattern={`/a/${summary.id}/${view.id}/:record?`}
          icon={<IconTable size={18} stroke={1.5} />}
          label={format.text(view.label, view.id)}
          onNavigate={onNavigate}
        />
      ))}
      {summary.canDesign && (
        <Item
          href={`/instances?app=${summary.id}`}
          pattern="/instances"
          query={`app=${summary.id}`}
          icon={<IconSitemap size={18} stroke={1.5} />}
          label={t('instances')}
          onNavigate={onNavigate}
        />
      )}
      {summary.canDesign && (app.data?.document.dashboards.order.length ?? 0) > 0 && (
        <Item
          href={`/deliveries?app=${summary.id}`}
          pattern="/deliveries"
          query={`app=${summary.id}`}
          icon={<IconMailFast size={18} stroke={1.5} />}
          label={t('deliveries')}
          onNavigate={onNavigate}
        />
      )}
      {summary.canDesign && (
        <NavLink
          className={classes.link}
          href={`/designer/${summary.id}`}
          leftSection={<IconPencilRuler size={18} stroke={1.5} />}
          label={t('design')}
          variant="subtle"
        />
      )}
    </>
  )
}

type ItemProps = {
  href: string
  pattern?: string
  query?: string
  icon: ReactNode
  label: string
  aside?: ReactNode
  onNavigate: () => void
}

function Item({ href, pattern, query, icon, label, aside, onNavigate }: ItemProps) {
  const [fits] = useRoute(pattern ?? href)
  const search = useSearch()
  const isHere = fits && (query === undefined || search === query)
  return (
    <NavLink
      component={Link}
      href={href}
      className={classes.link}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      variant="subtle"
      leftSection={icon}
      rightSection={aside}
      label={label}
      onClick={onNavigate}
    />
  )
}
