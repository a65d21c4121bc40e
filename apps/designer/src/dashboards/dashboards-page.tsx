import { Box, Button, Group, SegmentedControl, Stack, Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type Id, inOrder } from '@tangram/data-model'
import type { DashboardDocument } from '@tangram/report-engine'
import { EmptyState, Icon, SidePanel, useTranslation } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { DndProvider } from 'react-dnd-multi-backend'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { dragBackends } from '../form/drag.ts'
import { SectionPage } from '../things/section-page.tsx'
import { DashboardCanvas } from './dashboard-canvas.tsx'
import { DashboardSettings } from './dashboard-settings.tsx'
import classes from './dashboards-page.module.css'
import { FiltersCard } from './filters-card.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { ReportPalette } from './report-palette.tsx'
import { startDashboard } from './start-dashboard.ts'
import { useTileEdits } from './use-tile-edits.ts'

/** Reports side by side, as people watch them. */
export function DashboardsPage() {
  const { document } = useDraft()
  return (
    <DndProvider options={dragBackends}>
      <SectionPage kind="dashboards" isWide>
        {(id) => {
          const dashboard = document.dashboards.items[id]
          return dashboard && <DashboardEditor key={id} dashboard={dashboard} />
        }}
      </SectionPage>
    </DndProvider>
  )
}

type Screen = 'wide' | 'phone'

function DashboardEditor({ dashboard }: { dashboard: DashboardDocument }) {
  const { t } = useTranslation('designer')
  const editing = useTileEdits(dashboard.id)
  const [screen, setScreen] = useState<Screen>('wide')
  const [isPanelOpen, openPanel] = useState(false)
  const isNarrow = useMediaQuery('(max-width: 1000px)') ?? false
  const used = useMemo(() => new Set(inOrder(dashboard.tiles).map(({ report }) => report)), [dashboard.tiles])
  const side = (
    <Side
      dashboard={dashboard}
      used={used}
      onAdd={(report) => {
        editing.edits.add(report)
        openPanel(false)
      }}
    />
  )
  return (
    <div className={classes.editor}>
      {!isNarrow && (
        <aside className={classes.side} aria-label={t('dashboard-side')}>
          {side}
        </aside>
      )}
      <section className={classes.middle} aria-label={t('dashboard-canvas')}>
        <Group justify="space-between" mb="md" gap="sm">
          <SegmentedControl
            aria-label={t('screen')}
            value={screen}
            onChange={(next) => setScreen(next as Screen)}
            data={[
              { value: 'wide', label: t('screen-wide') },
              { value: 'phone', label: t('screen-phone') },
            ]}
          />
          {isNarrow && (
            <Button variant="default" leftSection={<Icon name="layout-sidebar" size={16} />} onClick={() => openPanel(true)}>
              {t('dashboard-side')}
            </Button>
          )}
        </Group>
        {screen === 'phone' ? (
          <PhonePreview dashboard={dashboard} />
        ) : (
          <div className={classes.scroll}>
            <DashboardCanvas dashboard={dashboard} editing={editing} empty={<Empty dashboard={dashboard.id} />} />
          </div>
        )}
      </section>
      <SidePanel opened={isNarrow && isPanelOpen} onClose={() => openPanel(false)} title={t('dashboard-side')}>
        <Box p="md">{side}</Box>
      </SidePanel>
    </div>
  )
}

/** Beside the canvas: what can be put on it, what readers are asked, and whose rights count. */
function Side({ dashboard, used, onAdd }: { dashboard: DashboardDocument; used: ReadonlySet<Id>; onAdd: (report: Id) => void }) {
  const { t } = useTranslation('designer')
  const { run } = useDraftActions()
  return (
    <Tabs defaultValue="reports" keepMounted={false}>
      <Tabs.List grow mb="md">
        <Tabs.Tab value="reports">{t('reports')}</Tabs.Tab>
        <Tabs.Tab value="filters">{t('dashboard-filters')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('settings')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="reports">
        <ReportPalette dashboard={dashboard.id} used={used} onAdd={onAdd} />
      </Tabs.Panel>
      <Tabs.Panel value="filters">
        <FiltersCard dashboard={dashboard} />
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <Stack gap="lg">
          <Stack gap="sm">
            <LabelInputs
              of="label"
              value={dashboard.label}
              onChange={(label) => run(patchAt(['dashboards', 'items', dashboard.id], { label }))}
            />
          </Stack>
          <DashboardSettings dashboard={dashboard} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  )
}

function Empty({ dashboard }: { dashboard: Id }) {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { run, current } = useDraftActions()
  const isPossible = document.entities.order.length > 0
  return (
    <EmptyState
      title={t('no-tiles')}
      text={t(isPossible ? 'no-tiles-text' : 'table-first')}
      action={
        isPossible && (
          <Button
            leftSection={<Icon name="wand" size={16} />}
            onClick={() => {
              const command = startDashboard(current(), dashboard)
              if (command) run(command)
            }}
          >
            {t('start-dashboard')}
          </Button>
        )
      }
    />
  )
}
