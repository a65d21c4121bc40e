import { Button, Group, Text } from '@mantine/core'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useLocation, useSearch } from 'wouter'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { newTile } from './move-tiles.ts'
import { setTiles } from './set-tiles.ts'
import { placeTile } from './settle-tiles.ts'

/** The way back to the dashboard that a report was opened from; one that is not on it yet is put there. */
export function ToDashboard({ report }: { report: Id }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { app, run, current } = useDraftActions()
  const [, navigate] = useLocation()
  const dashboard = itemOf(document.dashboards, new URLSearchParams(useSearch()).get('dashboard') ?? '')
  if (!dashboard) return null
  const name = text(dashboard.label, dashboard.id)
  const isThere = inOrder(dashboard.tiles).some((tile) => tile.report === report)

  function go(isAdding: boolean) {
    const tiles = inOrder(itemOf(current().dashboards, dashboard?.id ?? '')?.tiles)
    const found = itemOf(current().reports, report)
    if (isAdding && dashboard && found) run(setTiles(dashboard.id, placeTile(tiles, newTile(tiles, found))))
    navigate(`/${app}/dashboards/${dashboard?.id}`)
  }

  return (
    <Group gap="sm">
      <Button variant={isThere ? 'default' : 'light'} leftSection={<Icon name="layout-dashboard" size={16} />} onClick={() => go(!isThere)}>
        {t(isThere ? 'back-to-dashboard' : 'put-on-dashboard', { name })}
      </Button>
      {!isThere && (
        <Button variant="subtle" onClick={() => go(false)}>
          {t('back-without')}
        </Button>
      )}
      {!isThere && (
        <Text size="sm" c="dimmed">
          {t('put-on-dashboard-text')}
        </Text>
      )}
    </Group>
  )
}
