import { Fieldset, Select, Stack } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { useLocale, useTranslation } from '@tangram/ui'

type CalendarSettingsProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

/** When days, weeks and fiscal years begin in this report. */
export function CalendarSettings({ report, onChange }: CalendarSettingsProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const months = Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), label: month.format(new Date(Date.UTC(2026, at, 1))) }))
  return (
    <Fieldset legend={t('report-calendar')} p="sm">
      <Stack gap={6}>
        <Select
          label={t('fiscal-year-start')}
          allowDeselect={false}
          data={months}
          value={String(report.fiscalYearStart ?? 1)}
          onChange={(start) => start && onChange({ fiscalYearStart: Number(start) })}
        />
        <Select
          label={t('week-start')}
          allowDeselect={false}
          data={(['mon', 'sun'] as const).map((day) => ({ value: day, label: t(`week-${day}`) }))}
          value={report.weekStart ?? 'mon'}
          onChange={(day) => day && onChange({ weekStart: day as 'mon' | 'sun' })}
        />
        <Select
          label={t('report-zone')}
          allowDeselect={false}
          data={(['viewer', 'organisation'] as const).map((zone) => ({ value: zone, label: t(`zone-${zone}`) }))}
          value={report.timezone ?? 'organisation'}
          onChange={(zone) => zone && onChange({ timezone: zone as 'viewer' | 'organisation' })}
        />
      </Stack>
    </Fieldset>
  )
}
