import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { type Id, itemOf, type JsonObject } from '@tangram/data-model'
import type { DashboardDocument, ReportDocument } from '@tangram/report-engine'
import { type AppForReader, EmptyState, ErrorState, useClient, useFormat } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useState } from 'react'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { usePageTitle } from '../page/page-title.ts'
import type { Asked } from '../staff/dashboard/dashboard-address.ts'
import { DashboardGrid } from '../staff/dashboard/dashboard-grid.tsx'
import type { Drill } from '../staff/dashboard/drill-address.ts'
import { DrillPanel } from '../staff/dashboard/drill-panel.tsx'
import { afterMark } from '../staff/dashboard/drill-path.ts'
import { FilterBar } from '../staff/dashboard/filter-bar.tsx'
import { useDashboardResults } from '../staff/dashboard/use-dashboard-results.ts'
import { useArea } from '../texts/area.ts'
import { dashboardTexts } from '../texts/dashboard.ts'
import { embedTexts } from '../texts/embed.ts'
import classes from './embed-page.module.css'

type Settings = { dashboard: Id; shown: Id[]; open: Id[]; withRecords: boolean; refreshSeconds: number | null }
type Embedded = { locked: true } | { locked: false; app: AppForReader['document']; version: number; embed: Settings }

/** One dashboard without the product around it, for a frame on another site. */
export function EmbedPage({ token, onTicket }: { token: string; onTicket: (ticket: string) => void }) {
  const t = useArea(embedTexts)
  const client = useClient()
  const found = useQuery({
    queryKey: ['embed'],
    queryFn: ({ signal }) => client.get<Embedded>(`/public/embeds/${token}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.isPending) return <PageSkeleton />
  const dashboard = found.data?.locked === false ? itemOf(found.data.app.dashboards, found.data.embed.dashboard) : undefined
  if (found.data?.locked) {
    const unlocked = (ticket: string) => {
      onTicket(ticket)
      void found.refetch()
    }
    return <Locked token={token} onUnlocked={unlocked} />
  }
  if (!found.data || !dashboard)
    return (
      <main className={classes.page}>
        <EmptyState figure="mountain" title={t('gone')} text={t('goneText')} />
      </main>
    )
  const seen = { document: found.data.app, version: found.data.version, rights: {}, canDesign: false, publicForms: {} }
  return <Embed seen={seen} dashboard={dashboard} settings={found.data.embed} />
}

function Locked({ token, onUnlocked }: { token: string; onUnlocked: (ticket: string) => void }) {
  const t = useArea(embedTexts)
  const client = useClient()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<Error>()
  const [isSending, setIsSending] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setIsSending(true)
    try {
      const { ticket } = await client.send<{ ticket: string }>('POST', `/public/embeds/${token}/unlock`, { password })
      onUnlocked(ticket)
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setIsSending(false)
    }
  }
  return (
    <main className={classes.page}>
      <form className={classes.lock} onSubmit={(event) => void send(event)}>
        <Stack gap={12}>
          <Title order={1} size="h4">
            {t('locked')}
          </Title>
          <PasswordInput
            label={t('password')}
            value={password}
            error={error?.message}
            autoComplete="off"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={isSending}>
            {t('open')}
          </Button>
        </Stack>
      </form>
    </main>
  )
}

function Embed({ seen, dashboard, settings }: { seen: AppForReader; dashboard: DashboardDocument; settings: Settings }) {
  const t = useArea(dashboardTexts)
  const format = useFormat()
  const [asked, setAsked] = useState<Asked>({ values: {} })
  const [drill, setDrill] = useState<Drill>()
  const answers = useDashboardResults(seen, dashboard, asked)
  const { refetch } = answers
  const { refreshSeconds, withRecords, open } = settings
  const title = format.text(dashboard.label, dashboard.id)
  usePageTitle(title)
  useEffect(() => {
    if (refreshSeconds === null) return
    const timer = setInterval(() => void refetch(), refreshSeconds * 1000)
    return () => clearInterval(timer)
  }, [refreshSeconds, refetch])
  const fixed = useMemo(() => (dashboard.filters?.order ?? []).filter((id) => !open.includes(id)), [dashboard, open])
  const asOf = Object.values(answers.data.results)
    .flatMap((result) => ('asOf' in result ? [result.asOf] : []))
    .sort()[0]
  const hasGroups = (report: ReportDocument) => report.rows.length + (report.cols?.length ?? 0) > 0
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        <Text component="span" size="sm" c="dimmed" className="tg-figures">
          {asOf && t('asOf', { time: format.instant(asOf, 'short') })}
        </Text>
      </header>
      <FilterBar seen={seen} dashboard={dashboard} asked={asked} answer={answers.data} onAsk={setAsked} fixed={fixed} />
      {answers.isError && <ErrorState error={answers.error} onRetry={() => void refetch()} />}
      <DashboardGrid
        seen={seen}
        dashboard={dashboard}
        answer={answers.data}
        cross={asked.cross}
        onRetry={() => void refetch()}
        onMark={(tile, report, mark) => {
          if (withRecords && tile.click !== 'filter') setDrill(afterMark(report, { report: report.id, steps: [] }, mark))
          else if (hasGroups(report))
            setAsked({ ...asked, cross: isSame(asked, report.id, mark.cell) ? undefined : { report: report.id, cell: mark.cell } })
        }}
      />
      {drill && (
        <DrillPanel
          seen={seen}
          drill={drill}
          isOnPath
          asked={{ dashboard: dashboard.id, ...asked } as unknown as JsonObject}
          onGo={setDrill}
          onClose={() => setDrill(undefined)}
        />
      )}
    </main>
  )
}

/** A second click on the same mark takes the first back. */
const isSame = ({ cross }: Asked, report: Id, cell: unknown): boolean =>
  cross?.report === report && JSON.stringify(cross.cell) === JSON.stringify(cell)
