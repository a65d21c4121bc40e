import { Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import type { PeriodUnit, ReportDocument } from '@tangram/report-engine'
import { useTranslation } from '@tangram/ui'
import { isGroup, isTime } from './edit-report.ts'
import { withCohort } from './report-kinds.ts'
import { useReportNames } from './report-names.ts'

const units = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const satisfies readonly PeriodUnit[]

/** Who comes back: of whom, by which time, in which periods and how many of them. */
export function RetentionSettings({ report, onChange }: { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }) {
  const { t } = useTranslation('designer')
  const names = useReportNames(report.from).names.filter(({ isMany }) => !isMany)
  const { cohort } = report
  if (!cohort) return null
  const optionsOf = (fits: typeof isGroup) =>
    names.filter(({ path, type }) => path !== 'id' && fits(type)).map(({ path, label }) => ({ value: path, label }))
  const set = (patch: Partial<typeof cohort>) => onChange(withCohort(report, patch))
  return (
    <Fieldset legend={t('retention')} p="sm">
      <Stack gap={6}>
        <Text size="sm" c="dimmed">
          {t('retention-help')}
        </Text>
        <Select
          label={t('retention-who')}
          searchable
          allowDeselect={false}
          data={optionsOf(isGroup)}
          value={cohort.key}
          onChange={(key) => key && set({ key })}
        />
        <Select
          label={t('retention-when')}
          searchable
          allowDeselect={false}
          data={optionsOf(isTime)}
          value={cohort.at}
          onChange={(at) => at && set({ at })}
        />
        <Group gap={6} grow align="flex-start">
          <Select
            data-cohort-by
            label={t('retention-by')}
            allowDeselect={false}
            data={units.map((by) => ({ value: by, label: t(`by-${by}`) }))}
            value={cohort.by}
            onChange={(by) => by && set({ by: by as PeriodUnit })}
          />
          <NumberInput
            label={t('retention-periods')}
            min={2}
            max={100}
            allowDecimal={false}
            value={cohort.periods}
            onChange={(periods) => typeof periods === 'number' && periods >= 2 && periods <= 100 && set({ periods })}
          />
        </Group>
      </Stack>
    </Fieldset>
  )
}
