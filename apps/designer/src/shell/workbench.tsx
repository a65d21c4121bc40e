import { ActionIcon, Button, Group, Tabs, Text, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { ErrorBoundary, Icon, Logo, SkeletonLines, useFormat, useShortcuts, useTranslation } from '@tangram/ui'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { CalendarsPage } from '../calendars/calendars-page.tsx'
import { DashboardsPage } from '../dashboards/dashboards-page.tsx'
import { DataPage } from '../data/data-page.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { FormEditor } from '../form/form-editor.tsx'
import { PublishPanel } from '../publish/publish-panel.tsx'
import { ReportsPage } from '../reports/reports-page.tsx'
import { RulesPage } from '../rules/rules-page.tsx'
import { SlasPage } from '../slas/slas-page.tsx'
import { VersionsPage } from '../versions/versions-page.tsx'
import { ViewsPage } from '../views/views-page.tsx'
import classes from './workbench.module.css'

// The canvas library is only for those who open the flows.
const FlowPage = lazy(() => import('../flow/flow-page.tsx'))

const sections = ['forms', 'data', 'views', 'flows', 'rules', 'slas', 'calendars', 'reports', 'dashboards', 'versions'] as const
const sectionIcons = {
  forms: 'forms',
  data: 'database',
  views: 'list-details',
  flows: 'git-branch',
  rules: 'bolt',
  slas: 'gauge',
  calendars: 'calendar-time',
  reports: 'chart-bar',
  dashboards: 'layout-dashboard',
  versions: 'history',
}

/** The bar with undo, save and publish, and the section of the app below it. */
export function Workbench({ app, section }: { app: string; section: string | undefined }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const [, navigate] = useLocation()
  const isPhone = useMediaQuery('(max-width: 900px)') ?? false
  const { document: draft, isDirty, canUndo, canRedo } = useDraft()
  const { undo, redo, save, isSaving } = useDraftActions()
  const tabs = useRef<HTMLDivElement>(null)
  const [isPublishing, setPublishing] = useState(false)
  const active = sections.find((name) => name === section) ?? 'forms'
  const name = text(draft.label, app)

  useEffect(() => {
    window.document.title = `${t(active)} · ${name} · ${t('designer')}`
  }, [active, name, t])
  // On a phone the sections do not all fit: whoever came by a link sees which one is open.
  useEffect(() => {
    tabs.current?.querySelector(`[data-section="${active}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [active])
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])
  useShortcuts([
    { keys: 'mod+s', label: t('save'), run: () => void save(), inFields: true },
    { keys: 'mod+z', label: t('undo'), run: undo },
    { keys: 'mod+shift+z', label: t('redo'), run: redo },
  ])

  async function openPublish() {
    if (await save()) setPublishing(true)
  }

  return (
    <div className={classes.bench}>
      <header className={classes.bar}>
        <Group gap="sm" wrap="nowrap" miw={0}>
          <a href="/" aria-label={t('open-app')} className={classes.home}>
            <Logo size={26} compact />
          </a>
          <Text component="h1" fw={600} truncate m={0}>
            {name}
          </Text>
          {!isPhone && (
            <Text size="sm" c="dimmed" role="status" className={classes.state}>
              {isSaving ? t('saving') : isDirty ? t('unsaved-changes') : t('saved')}
            </Text>
          )}
        </Group>
        <Group gap={isPhone ? 0 : 6} wrap="nowrap" className={classes.tools}>
          <Tooltip label={`${t('undo')} · Ctrl Z`}>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('undo')} disabled={!canUndo} onClick={undo}>
              <Icon name="arrow-back-up" />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={`${t('redo')} · Ctrl ⇧ Z`}>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('redo')} disabled={!canRedo} onClick={redo}>
              <Icon name="arrow-forward-up" />
            </ActionIcon>
          </Tooltip>
          <Button variant="default" onClick={() => void save()} disabled={!isDirty} loading={isSaving}>
            {t('save')}
          </Button>
          <Button onClick={() => void openPublish()}>{t('publish')}</Button>
        </Group>
      </header>
      <main>
        <Tabs value={active} onChange={(next) => navigate(`/${app}/${next}`)} className={classes.tabs} keepMounted={false}>
          <Tabs.List ref={tabs} className={classes.tabList} aria-label={t('designer')}>
            {sections.map((id) => (
              <Tabs.Tab key={id} value={id} data-section={id} leftSection={<Icon name={sectionIcons[id]} size={16} />}>
                {t(id)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ErrorBoundary resetOn={active}>
            <Tabs.Panel value="forms">
              <FormEditor />
            </Tabs.Panel>
            <Tabs.Panel value="data">
              <DataPage />
            </Tabs.Panel>
            <Tabs.Panel value="views">
              <ViewsPage />
            </Tabs.Panel>
            <Tabs.Panel value="flows">
              <Suspense fallback={<SkeletonLines lines={8} />}>
                <FlowPage />
              </Suspense>
            </Tabs.Panel>
            <Tabs.Panel value="rules">
              <RulesPage />
            </Tabs.Panel>
            <Tabs.Panel value="slas">
              <SlasPage />
            </Tabs.Panel>
            <Tabs.Panel value="calendars">
              <CalendarsPage />
            </Tabs.Panel>
            <Tabs.Panel value="reports">
              <ReportsPage />
            </Tabs.Panel>
            <Tabs.Panel value="dashboards">
              <DashboardsPage />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <VersionsPage app={app} />
            </Tabs.Panel>
          </ErrorBoundary>
        </Tabs>
      </main>
      <PublishPanel app={app} opened={isPublishing} onClose={() => setPublishing(false)} />
    </div>
  )
}
