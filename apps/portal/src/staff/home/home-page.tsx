import { Button, Skeleton, Text, Title } from '@mantine/core'
import { IconArrowRight, IconPencilRuler, IconPlus } from '@tabler/icons-react'
import { inOrder } from '@tangram/data-model'
import { type AppSummary, EmptyState, ErrorState, hasDuty, TaskItem, useApp, useApps, useFormat, useSession, useTasks } from '@tangram/ui'
import type { MouseEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { rightsTexts } from '../../texts/rights.ts'
import { shellTexts } from '../../texts/shell.ts'
import { AppFigure } from './app-figure.tsx'
import classes from './home-page.module.css'

/** Where a day begins: what waits for me, and the apps. */
export function HomePage() {
  const t = useArea(shellTexts)
  const apps = useApps()
  const session = useSession().data
  const person = session?.person
  const rights = useArea(rightsTexts)
  const name = person?.name ?? ''
  return (
    <Page title={session?.seeAs ? rights('homeTitle', { name }) : t('hello', { name })} layout="read">
      {session?.seeAs ? (
        <Text c="dimmed" mb="lg">
          {rights('personalHidden')}
        </Text>
      ) : (
        <NextTasks />
      )}
      <section className={classes.section} aria-labelledby="home-apps">
        <Title order={2} id="home-apps" fz={16} mb="sm">
          {t('apps')}
        </Title>
        {apps.isError && <ErrorState error={apps.error} onRetry={() => void apps.refetch()} />}
        {apps.data?.length === 0 && <EmptyState compact title={t('noAppsTitle')} text={t('noApps')} />}
        <ul className={classes.tiles}>
          {apps.isPending && (
            <li>
              <Skeleton height={140} radius={10} />
            </li>
          )}
          {apps.data?.map((app) => (
            <li key={app.id}>
              <AppTile app={app} />
            </li>
          ))}
        </ul>
        {hasDuty(person, 'system') && (
          <Button component="a" href="/designer/new" variant="default" mt="md" leftSection={<IconPlus size={18} stroke={1.5} />}>
            {t('newApp')}
          </Button>
        )}
      </section>
    </Page>
  )
}

function NextTasks() {
  const t = useArea(shellTexts)
  const tasks = useTasks('open')
  const [, navigate] = useLocation()
  const first = tasks.data?.pages[0]?.tasks ?? []
  const count = tasks.data?.pages.reduce((sum, page) => sum + page.tasks.length, 0) ?? 0

  function go(event: MouseEvent, href: string) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate(href)
  }

  return (
    <section className={classes.section} aria-labelledby="home-tasks">
      <div className={classes.sectionHead}>
        <Title order={2} id="home-tasks" fz={16}>
          {count > 0 ? t('openTasks', { count }) : t('tasks')}
        </Title>
        {count > 0 && (
          <Button
            component={Link}
            href="/tasks"
            variant="subtle"
            size="compact-sm"
            rightSection={<IconArrowRight size={16} stroke={1.5} />}
          >
            {t('allTasks')}
          </Button>
        )}
      </div>
      <div className={classes.card}>
        {tasks.isPending && <Skeleton height={52} />}
        {tasks.isError && <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} />}
        {tasks.data && count === 0 && (
          <Text c="dimmed" p="md">
            {t('nothingToDo')}
          </Text>
        )}
        {first.length > 0 && (
          <ul className={classes.tasks}>
            {first.slice(0, 5).map((task) => (
              <li key={task.id}>
                <TaskItem task={task} href={`/tasks/${task.id}`} onOpen={(event) => go(event, `/tasks/${task.id}`)} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function AppTile({ app }: { app: AppSummary }) {
  const t = useArea(shellTexts)
  const format = useFormat()
  // A new app has nothing to open before it is published.
  const seen = useApp(app.version === null ? undefined : app.id)
  const doors = [
    ...inOrder(seen.data?.document.dashboards).map((dashboard) => ({
      href: `/a/${app.id}/d/${dashboard.id}`,
      label: format.text(dashboard.label, dashboard.id),
    })),
    ...inOrder(seen.data?.document.views).map((view) => ({ href: `/a/${app.id}/${view.id}`, label: format.text(view.label, view.id) })),
  ]
  return (
    <article className={classes.tile} aria-labelledby={`app-${app.id}`}>
      <div className={classes.tileHead}>
        <AppFigure app={app.id} icon={app.icon} size={44} />
        <div>
          <Title order={3} id={`app-${app.id}`} fz={16}>
            {format.text(app.label, app.id)}
          </Title>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {format.text(seen.data?.document.description)}
          </Text>
        </div>
      </div>
      <ul className={classes.doors}>
        {seen.isLoading && (
          <li>
            <Skeleton height={28} width={120} />
          </li>
        )}
        {doors.map((door) => (
          <li key={door.href}>
            <Button component={Link} href={door.href} variant="default" size="xs">
              {door.label}
            </Button>
          </li>
        ))}
        {app.canDesign && (
          <li>
            <Button
              component="a"
              href={`/designer/${app.id}`}
              variant="subtle"
              size="xs"
              leftSection={<IconPencilRuler size={16} stroke={1.5} />}
            >
              {t('design')}
            </Button>
          </li>
        )}
      </ul>
    </article>
  )
}
