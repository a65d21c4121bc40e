import { Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { inOrder, itemOf } from '@tangram/data-model'
import type { DashboardDocument, Tile } from '@tangram/report-engine'
import { EmptyState, Icon, useFormat, useTranslation } from '@tangram/ui'
import type { CSSProperties } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { SmallButton } from '../parts/small-button.tsx'
import { platform } from '../platform.ts'
import { SectionPage } from '../things/section-page.tsx'
import { DashboardSettings } from './dashboard-settings.tsx'
import classes from './dashboards-page.module.css'
import { FiltersCard } from './filters-card.tsx'
import { inReadingOrder, layTiles } from './lay-tiles.ts'

const widths = ['3', '4', '6', '8', '12'] as const
const heights = ['2', '3', '4', '6'] as const

/** Reports side by side, as people watch them. */
export function DashboardsPage() {
  const { document } = useDraft()
  return (
    <SectionPage kind="dashboards">
      {(id) => {
        const dashboard = document.dashboards.items[id]
        return dashboard && <DashboardEditor key={id} dashboard={dashboard} />
      }}
    </SectionPage>
  )
}

function DashboardEditor({ dashboard }: { dashboard: DashboardDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const tiles = inReadingOrder(inOrder(dashboard.tiles))
  const reports = inOrder(document.reports)
  const at = ['dashboards', 'items', dashboard.id]
  const lay = (next: Tile[]) => {
    const laid = layTiles(next)
    run(patchAt(at, { tiles: { order: laid.map(({ id }) => id), items: Object.fromEntries(laid.map((tile) => [tile.id, tile])) } }))
  }
  const add = (report: string) => {
    const id = idFrom(report, (candidate) => Object.hasOwn(dashboard.tiles.items, candidate))
    const isFigure = itemOf(document.reports, report)?.chart.type === 'kpi'
    lay([...tiles, { id, report, x: 0, y: 0, w: isFigure ? 3 : 6, h: isFigure ? 2 : 4 }])
  }
  return (
    <Stack gap="md">
      <Card withBorder padding="md">
        <Stack gap="sm">
          <Title order={2} size="h3">
            {text(dashboard.label, dashboard.id)}
          </Title>
          <LabelInputs of="label" value={dashboard.label} onChange={(label) => run(patchAt(at, { label }))} />
          <Select
            aria-label={t('add-tile')}
            placeholder={t('add-tile')}
            searchable
            data={reports.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            nothingFoundMessage={t('no-reports')}
            value={null}
            onChange={(report) => report && add(report)}
          />
          {tiles.length === 0 && <EmptyState compact title={t('no-tiles')} text={t('no-tiles-text')} />}
          <ul className={classes.grid}>
            {tiles.map((tile, index) => (
              <TileCard
                key={tile.id}
                tile={tile}
                isFirst={index === 0}
                isLast={index === tiles.length - 1}
                onChange={(changed) => lay(tiles.with(index, changed))}
                onMove={(step) => lay(tiles.toSpliced(index, 1).toSpliced(index + step, 0, tile))}
                onRemove={() => lay(tiles.toSpliced(index, 1))}
              />
            ))}
          </ul>
        </Stack>
      </Card>
      <FiltersCard dashboard={dashboard} />
      <DashboardSettings dashboard={dashboard} />
    </Stack>
  )
}

type TileCardProps = {
  tile: Tile
  isFirst: boolean
  isLast: boolean
  onChange: (tile: Tile) => void
  onMove: (step: -1 | 1) => void
  onRemove: () => void
}

function TileCard({ tile, isFirst, isLast, onChange, onMove, onRemove }: TileCardProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const report = itemOf(document.reports, tile.report)
  const chart = platform.charts.find(({ type }) => type === report?.chart.type)
  const name = text(report?.label, tile.report)
  const sizes = (all: readonly string[], current: number, label: (size: string) => string) =>
    [...new Set([...all, String(current)])].map((size) => ({ value: size, label: label(size) }))
  return (
    <li className={classes.tile} style={{ '--columns': tile.w } as CSSProperties}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Group gap={6} wrap="nowrap" miw={0}>
          <Icon name={chart?.icon} size={16} />
          <Text size="md" fw={500} truncate>
            {name}
          </Text>
        </Group>
        <Group gap={2} wrap="nowrap">
          <SmallButton icon="arrow-left" label={`${t('move-forward')} ${name}`} disabled={isFirst} onClick={() => onMove(-1)} />
          <SmallButton icon="arrow-right" label={`${t('move-backward')} ${name}`} disabled={isLast} onClick={() => onMove(1)} />
          <SmallButton icon="x" label={t('remove-value', { name })} onClick={onRemove} />
        </Group>
      </Group>
      <Group gap={6} grow>
        <Select
          aria-label={`${t('width')} ${name}`}
          allowDeselect={false}
          data={sizes(widths, tile.w, (size) => t('tile-width', { n: size }))}
          value={String(tile.w)}
          onChange={(w) => w && onChange({ ...tile, w: Number(w) })}
        />
        <Select
          aria-label={`${t('height')} ${name}`}
          allowDeselect={false}
          data={sizes(heights, tile.h, (size) => t('tile-height', { n: size }))}
          value={String(tile.h)}
          onChange={(h) => h && onChange({ ...tile, h: Number(h) })}
        />
      </Group>
      <Select
        aria-label={`${t('click')} ${name}`}
        allowDeselect={false}
        data={(['drill', 'filter', 'none'] as const).map((click) => ({ value: click, label: t(`click-${click}`) }))}
        value={tile.click ?? 'drill'}
        onChange={(click) => {
          const { click: _before, ...rest } = tile
          onChange(click === 'filter' || click === 'none' ? { ...rest, click } : rest)
        }}
      />
    </li>
  )
}
