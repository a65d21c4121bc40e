import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { resolveApp } from '@tangram/app-model'
import { type Id, inOrder, itemOf, textIn } from '@tangram/data-model'
import type { DashboardDocument, DashboardFilter } from '@tangram/report-engine'
import { Icon, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { useMemo } from 'react'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { SmallButton } from '../parts/small-button.tsx'
import { platform } from '../platform.ts'
import { type ReportName, reportNames } from '../reports/report-names.ts'
import { DefaultInput } from './default-input.tsx'
import { changeFilter, filterTypes, isFit, newFilter, removeFilter, setFilters, withDefault, withType } from './edit-filters.ts'

type Names = { [entity: Id]: readonly ReportName[] }

/** What readers may ask of all tiles at once, and how it stands before they do. */
export function FiltersCard({ dashboard }: { dashboard: DashboardDocument }) {
  const { t } = useTranslation('designer')
  const { run } = useDraftActions()
  const namesOf = useTablesRead(dashboard)
  const filters = inOrder(dashboard.filters)
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Title order={3} size="h4">
          {t('dashboard-filters')}
        </Title>
        <Text size="md" c="dimmed">
          {t('dashboard-filters-help')}
        </Text>
        {filters.map((filter) => (
          <FilterSettings key={filter.id} dashboard={dashboard} filter={filter} namesOf={namesOf} />
        ))}
        <Group gap={6}>
          {filterTypes.map((type) => (
            <Button
              key={type}
              variant="default"
              size="xs"
              leftSection={<Icon name="plus" size={14} />}
              disabled={Object.keys(namesOf).length === 0}
              onClick={() =>
                run(
                  setFilters(
                    dashboard.id,
                    newFilter(
                      dashboard,
                      type,
                      { en: t(`filter-${type}`, { lng: 'en' }), 'zh-CN': t(`filter-${type}`, { lng: 'zh-CN' }) },
                      namesOf,
                    ),
                  ),
                )
              }
            >
              {t(`filter-${type}`)}
            </Button>
          ))}
        </Group>
      </Stack>
    </Card>
  )
}

/** The tables that the tiles' reports read, with what each can be asked by. */
function useTablesRead({ tiles }: DashboardDocument): Names {
  const { document } = useDraft()
  const { locale } = useLocale()
  return useMemo(() => {
    const app = resolveApp(document, platform)
    const tables = new Set(inOrder(tiles).flatMap(({ report }) => itemOf(document.reports, report)?.from ?? []))
    return Object.fromEntries([...tables].map((entity) => [entity, reportNames(app, entity, locale).names]))
  }, [document, tiles, locale])
}

function FilterSettings({ dashboard, filter, namesOf }: { dashboard: DashboardDocument; filter: DashboardFilter; namesOf: Names }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { locale } = useLocale()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const change = (patch: Partial<DashboardFilter>) => run(setFilters(dashboard.id, changeFilter(dashboard, filter.id, patch)))
  const name = text(filter.label, filter.id)
  const roles = inOrder(document.access.roles)
  const own = Object.keys(filter.defaults ?? {})
  const tableName = (id: Id) =>
    textIn(itemOf(document.entities, id)?.label ?? resolveApp(document, platform).reportSource(id)?.label, locale, id)
  return (
    <Card withBorder padding="sm" role="group" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={500}>{name}</Text>
          <SmallButton
            icon="x"
            label={t('remove-value', { name })}
            onClick={() => run(setFilters(dashboard.id, removeFilter(dashboard, filter.id)))}
          />
        </Group>
        <SimpleGrid type="container" cols={{ base: 1, '480px': 2 }} spacing="sm">
          <LabelInputs of="label" value={filter.label} onChange={(label) => change({ label })} />
          <Select
            label={t('filter-type')}
            allowDeselect={false}
            data={filterTypes.map((type) => ({ value: type, label: t(`filter-${type}`) }))}
            value={filter.type}
            onChange={(type) => type && change(withType(filter, type as DashboardFilter['type'], namesOf))}
          />
          <DefaultInput
            filter={filter}
            label={t('filter-default')}
            value={filter.default}
            onChange={(value) => change(withDefault(filter, undefined, value))}
          />
        </SimpleGrid>
        <SimpleGrid type="container" cols={{ base: 1, '480px': 2 }} spacing="sm">
          {Object.entries(namesOf).map(([entity, names]) => (
            <Select
              key={entity}
              label={t('filter-field', { table: tableName(entity) })}
              placeholder={t('not-filtered')}
              clearable
              searchable
              nothingFoundMessage={t('no-such-field')}
              data={names.filter((one) => isFit(filter.type, one)).map(({ path, label }) => ({ value: path, label }))}
              value={filter.fields[entity] ?? null}
              onChange={(path) => {
                const { [entity]: _before, ...rest } = filter.fields
                change({ fields: path ? { ...rest, [entity]: path } : rest })
              }}
            />
          ))}
        </SimpleGrid>
        {own.map((role) => {
          const label = text(itemOf(document.access.roles, role)?.label, role)
          return (
            <Group key={role} gap={6} align="end" wrap="nowrap">
              <div style={{ flex: 1 }}>
                <DefaultInput
                  filter={filter}
                  label={t('filter-default-of', { role: label })}
                  value={filter.defaults?.[role]}
                  onChange={(value) => change(withDefault(filter, role, value ?? null))}
                />
              </div>
              <SmallButton
                icon="x"
                label={t('remove-value', { name: label })}
                onClick={() => change(withDefault(filter, role, undefined))}
              />
            </Group>
          )
        })}
        {roles.length > own.length && (
          <Select
            aria-label={t('add-role-default')}
            placeholder={t('add-role-default')}
            data={roles.filter(({ id }) => !own.includes(id)).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            value={null}
            onChange={(role) => role && change(withDefault(filter, role, null))}
          />
        )}
      </Stack>
    </Card>
  )
}
