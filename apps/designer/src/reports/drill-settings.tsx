import { Fieldset, Stack } from '@mantine/core'
import type { ReportDocument } from '@tangram/report-engine'
import { useTranslation } from '@tangram/ui'
import { isGroup } from './edit-report.ts'
import { FieldList } from './field-list.tsx'
import { useReportNames } from './report-names.ts'

type DrillSettingsProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

/** What a click on a mark shows: the same figures by one field after the other, then the records with these columns. */
export function DrillSettings({ report, onChange }: DrillSettingsProps) {
  const { t } = useTranslation('designer')
  const names = useReportNames(report.from).names.filter(({ path }) => path !== 'id')
  const { path = [], columns = [] } = report.drill ?? {}
  const set = (next: { path: string[]; columns: string[] }) =>
    onChange({
      drill:
        next.path.length + next.columns.length > 0
          ? { columns: next.columns, ...(next.path.length > 0 ? { path: next.path } : {}) }
          : undefined,
    } as Partial<ReportDocument>)
  return (
    <Fieldset legend={t('drill')} p="sm">
      <Stack gap="sm">
        <FieldList
          label={t('drill-path')}
          description={t('drill-path-help')}
          add={t('add-drill-field')}
          names={names.filter(({ type }) => isGroup(type))}
          value={path}
          onChange={(next) => set({ path: next, columns })}
        />
        <FieldList
          label={t('drill-columns')}
          description={t('drill-columns-help')}
          add={t('add-drill-column')}
          names={names.filter((name) => !name.path.includes('.') && !name.path.includes(':'))}
          value={columns}
          onChange={(next) => set({ path, columns: next })}
        />
      </Stack>
    </Fieldset>
  )
}
