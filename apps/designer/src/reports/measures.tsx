import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core'
import type { Measure, ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import { type Name, useNames, useScope } from '../config/names.tsx'
import classes from '../config/settings.module.css'
import { addMeasure, fitsMeasure, kindOf, type MeasureKind, measureKinds, measureOf, removeMeasure } from './edit-report.ts'

type MeasuresProps = { report: ReportDocument; most: number; onChange: (patch: Partial<ReportDocument>) => void }

/** What is counted, added up or averaged. */
export function Measures({ report, most, onChange }: MeasuresProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const names = useNames(useScope(report.from)).filter(({ path }) => !path.startsWith('$'))
  const set = (id: string, measure: Measure) => onChange({ measures: { ...report.measures, [id]: measure } })
  return (
    <Fieldset legend={t('measures')} p="sm">
      <Stack gap={6}>
        {report.measureOrder.map((id) => {
          const measure = report.measures[id]
          if (!measure) return null
          const name = text(measure.label, id)
          return (
            <div key={id} className={classes.row} role="group" aria-label={name}>
              <Group justify="space-between" wrap="nowrap">
                <Text size="md" fw={500}>
                  {name}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('remove-value', { name })}
                  disabled={report.measureOrder.length === 1}
                  onClick={() => onChange(removeMeasure(report, id))}
                >
                  <Icon name="x" size={16} />
                </ActionIcon>
              </Group>
              <LabelInputs of="label" value={measure.label} onChange={(label) => set(id, { ...measure, label })} />
              <How measure={measure} names={names} onChange={(next) => set(id, next)} />
            </div>
          )
        })}
        {report.measureOrder.length < most && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => onChange(addMeasure(report, { 'zh-CN': '数量', en: 'Count' }))}
          >
            {t('add-measure')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}

function How({ measure, names, onChange }: { measure: Measure; names: Name[]; onChange: (measure: Measure) => void }) {
  const { t } = useTranslation('designer')
  const kind = kindOf(measure)
  if (kind === 'ratio') {
    return (
      <Text size="sm" c="dimmed">
        {t('measure-ratio')}
      </Text>
    )
  }
  const fitting = (of: MeasureKind) => names.filter(({ type }) => fitsMeasure(of, type))
  const data = fitting(kind).map(({ path, label }) => ({ value: path, label }))
  const field = kind === 'count' || kind === 'avgDuration' ? null : (measure as { [kind: string]: unknown })[kind]
  return (
    <>
      <Select
        label={t('measure-how')}
        allowDeselect={false}
        data={measureKinds.filter((of) => of === 'count' || fitting(of).length > 0).map((of) => ({ value: of, label: t(`measure-${of}`) }))}
        value={kind}
        onChange={(next) => {
          const changed = next && measureOf(measure, next as MeasureKind, names)
          if (changed) onChange(changed)
        }}
      />
      {typeof field === 'string' && (
        <Select
          label={t('measure-field')}
          allowDeselect={false}
          data={data}
          value={field}
          onChange={(next) => next && onChange({ ...measure, [kind]: next } as Measure)}
        />
      )}
      {'avgDuration' in measure &&
        (['from', 'to'] as const).map((end) => (
          <Select
            key={end}
            label={t(`duration-${end}`)}
            allowDeselect={false}
            data={data}
            value={measure.avgDuration[end]}
            onChange={(next) => next && onChange({ ...measure, avgDuration: { ...measure.avgDuration, [end]: next } })}
          />
        ))}
    </>
  )
}
