import { Card, NumberInput, Select, SimpleGrid, Stack, Switch, Title } from '@mantine/core'
import type { DashboardDocument } from '@tangram/report-engine'
import { useTranslation } from '@tangram/ui'
import { useDraftActions } from '../draft/draft-context.tsx'
import { patchAt } from '../draft/edits.ts'

/** Whose rights count, and how the dashboard stands on a wall. */
export function DashboardSettings({ dashboard }: { dashboard: DashboardDocument }) {
  const { t } = useTranslation('designer')
  const { run } = useDraftActions()
  const set = (patch: Partial<DashboardDocument>) => run(patchAt(['dashboards', 'items', dashboard.id], patch))
  const { cockpit } = dashboard
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Title order={3} size="h4">
          {t('dashboard-settings')}
        </Title>
        <Select
          label={t('dashboard-access')}
          description={t(dashboard.access === 'publisher' ? 'access-publisher-help' : 'access-viewer-help')}
          allowDeselect={false}
          data={[
            { value: 'viewer', label: t('access-viewer') },
            { value: 'publisher', label: t('access-publisher') },
          ]}
          value={dashboard.access ?? 'viewer'}
          onChange={(access) => set({ access: access === 'publisher' ? 'publisher' : undefined } as Partial<DashboardDocument>)}
        />
        <Switch
          label={t('on-wall')}
          description={t('on-wall-help')}
          checked={cockpit?.seconds !== undefined}
          onChange={(event) =>
            set({ cockpit: event.currentTarget.checked ? { ...cockpit, seconds: 30 } : undefined } as Partial<DashboardDocument>)
          }
        />
        {cockpit && (
          <SimpleGrid type="container" cols={{ base: 1, '480px': 2 }} spacing="sm">
            <NumberInput
              label={t('wall-seconds')}
              min={5}
              max={3600}
              allowDecimal={false}
              value={cockpit.seconds ?? ''}
              onChange={(seconds) =>
                typeof seconds === 'number' && seconds >= 5 && seconds <= 3600 && set({ cockpit: { ...cockpit, seconds } })
              }
            />
            <Select
              label={t('wall-theme')}
              allowDeselect={false}
              data={[
                { value: 'dark', label: t('theme-dark') },
                { value: 'light', label: t('theme-light') },
              ]}
              value={cockpit.theme ?? 'dark'}
              onChange={(theme) => set({ cockpit: { ...cockpit, theme: theme as 'dark' | 'light' } })}
            />
          </SimpleGrid>
        )}
      </Stack>
    </Card>
  )
}
