import { ActionIcon, Text } from '@mantine/core'
import { IconMinimize, IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconWifiOff } from '@tabler/icons-react'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import type { DashboardDocument } from '@tangram/report-engine'
import { type AppForReader, ErrorState, InScheme, useApp, useFormat, useLive, useShortcuts } from '@tangram/ui'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { NotFound } from '../../page/not-found.tsx'
import { PageSkeleton } from '../../page/page-skeleton.tsx'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { dashboardTexts } from '../../texts/dashboard.ts'
import classes from './cockpit-page.module.css'
import { readAsked } from './dashboard-address.ts'
import { DashboardGrid } from './dashboard-grid.tsx'
import { useDashboardResults } from './use-dashboard-results.ts'
import { useFittingScale, useLeafing } from './wall.ts'

/** A dashboard on a wall: the whole screen, no hands needed, the next one after a while. Its address can be bookmarked. */
export default function CockpitPage({ app, dashboard }: { app: Id; dashboard: Id }) {
  const t = useArea(dashboardTexts)
  const seen = useApp(app)
  const [isPaused, setPaused] = useState(false)
  if (seen.isPending) return <PageSkeleton />
  if (seen.isLoadingError) return <ErrorState error={seen.error} onRetry={() => void seen.refetch()} />
  const found = itemOf(seen.data.document.dashboards, dashboard)
  if (!found) return <NotFound text={t('noDashboard')} />
  return (
    <InScheme scheme={found.cockpit?.theme ?? 'dark'}>
      <Cockpit key={dashboard} seen={seen.data} dashboard={found} isPaused={isPaused} onPause={setPaused} />
    </InScheme>
  )
}

type CockpitProps = { seen: AppForReader; dashboard: DashboardDocument; isPaused: boolean; onPause: (isPaused: boolean) => void }

function Cockpit({ seen, dashboard, isPaused, onPause }: CockpitProps) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const { document } = seen
  const search = useSearch()
  const asked = useMemo(() => readAsked(search), [search])
  const answers = useDashboardResults(seen, dashboard, asked)
  const live = useLive(true)
  const title = format.text(dashboard.label, dashboard.id)
  usePageTitle(title)
  const leave = useLeave(`/a/${document.id}/d/${dashboard.id}${search ? `?${search}` : ''}`)
  const turn = useRotation(seen, dashboard, isPaused)
  const toggle = useCallback(() => onPause(!isPaused), [onPause, isPaused])
  useShortcuts(
    useMemo(
      () => [
        { keys: 'Escape', label: t('leaveCockpit'), run: leave },
        { keys: 'p', label: t('pause'), run: toggle },
        { keys: 'ArrowRight', label: t('next'), run: turn.next },
      ],
      [t, leave, toggle, turn.next],
    ),
  )
  const body = useRef<HTMLElement>(null)
  const scale = useFittingScale(body, Math.max(1, ...inOrder(dashboard.tiles).map(({ y, h }) => y + h)))
  useLeafing(body, isPaused)
  return (
    <main className={classes.cockpit}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {live === 'reconnecting' && (
          <Text component="span" role="status" size="sm" className={classes.trouble}>
            <IconWifiOff size={18} stroke={1.5} aria-hidden /> {t('offline')}
          </Text>
        )}
        <Clock />
        <div className={classes.tools}>
          {turn.of > 1 && (
            <>
              <Text component="span" size="sm" className="tg-figures">
                {t('place', { at: turn.at, of: turn.of })}
              </Text>
              <ActionIcon variant="subtle" size={36} aria-label={t(isPaused ? 'resume' : 'pause')} onClick={toggle}>
                {isPaused ? <IconPlayerPlay size={20} stroke={1.5} /> : <IconPlayerPause size={20} stroke={1.5} />}
              </ActionIcon>
              <ActionIcon variant="subtle" size={36} aria-label={t('next')} onClick={turn.next}>
                <IconPlayerSkipForward size={20} stroke={1.5} />
              </ActionIcon>
            </>
          )}
          <ActionIcon variant="subtle" size={36} aria-label={t('leaveCockpit')} onClick={leave}>
            <IconMinimize size={20} stroke={1.5} />
          </ActionIcon>
        </div>
      </header>
      {answers.isError && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      <section className={classes.body} ref={body} aria-label={title}>
        <div style={{ zoom: scale }}>
          <DashboardGrid seen={seen} dashboard={dashboard} answer={answers.data} onRetry={() => void answers.refetch()} />
        </div>
      </section>
    </main>
  )
}

function useLeave(to: string): () => void {
  const [, navigate] = useLocation()
  return useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
    navigate(to)
  }, [navigate, to])
}

/** Dashboards that are meant for walls take turns, each for its own time after somebody last touched it. */
function useRotation({ document }: AppForReader, dashboard: DashboardDocument, isPaused: boolean) {
  const [, navigate] = useLocation()
  const all = inOrder(document.dashboards).filter(({ id, cockpit }) => cockpit?.seconds !== undefined || id === dashboard.id)
  const at = all.findIndex(({ id }) => id === dashboard.id)
  const following = all[(at + 1) % all.length]?.id ?? dashboard.id
  const next = useCallback(() => navigate(`/cockpit/${document.id}/${following}`, { replace: true }), [navigate, document.id, following])
  const seconds = dashboard.cockpit?.seconds
  useEffect(() => {
    if (isPaused || seconds === undefined || following === dashboard.id) return
    let timer = setTimeout(next, seconds * 1000)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(next, seconds * 1000)
    }
    for (const sign of signs) window.addEventListener(sign, touched)
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, touched)
    }
  }, [isPaused, seconds, following, dashboard.id, next])
  return { at: at + 1, of: all.length, next }
}

/** What somebody does who looks at something. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

const minute = 60_000

/** The time of day, set to the minute. */
function Clock() {
  const format = useFormat()
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), minute - (Date.now() % minute))
    return () => clearTimeout(timer)
  }, [now])
  return <time className={classes.clock}>{format.instant(now.toISOString(), 'short')}</time>
}
