import { ActionIcon, Button, Fieldset, Group, Menu, Select, Stack, Text } from '@mantine/core'
import { calculationOf, type Measure, partsOf, type ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import classes from '../config/settings.module.css'
import { addMeasure, fitsMeasure, kindOf, type MeasureKind, measureKinds, measureOf, newMeasure, removeMeasure } from './edit-report.ts'
import { addFormula, addRatio, dividable } from './formula-measure.ts'
import { MeasureDetails } from './measure-details.tsx'
import { calculationsFor, withCalculation } from './quick-calculations.ts'
import { type ReportName, type ReportNames, useReportNames } from './report-names.ts'

type MeasuresProps = { report: ReportDocument; most: number; onChange: (patch: Partial<ReportDocument>) => void }

/** What is counted, added up or averaged. */
export function Measures({ report, most, onChange }: MeasuresProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { names, scope } = useReportNames(report.from)
  const hasRoom = report.measureOrder.length < most
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
              <How measure={measure} names={names} report={report} onChange={(next) => set(id, next)} />
              <MeasureDetails id={id} measure={measure} names={names} report={report} onChange={(next) => set(id, next)} />
              {hasRoom && <Quick id={id} report={report} scope={scope} onChange={onChange} />}
            </div>
          )
        })}
        {hasRoom && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => onChange(addMeasure(report, newMeasure))}
          >
            {t('add-measure')}
          </Button>
        )}
        {hasRoom && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="math-function" size={14} />}
            onClick={() => onChange(addFormula(report))}
          >
            {t('add-formula-measure')}
          </Button>
        )}
        {hasRoom && dividable(report).length > 1 && (
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="math-function" size={14} />}
            onClick={() => onChange(addRatio(report))}
          >
            {t('add-ratio')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}

type QuickProps = Pick<MeasuresProps, 'report' | 'onChange'> & { id: string; scope: ReportNames['scope'] }

/** What can be made of a figure at once: what it was a year before, its share, its rank… */
function Quick({ id, report, scope, onChange }: QuickProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const kinds = scope ? calculationsFor(report, id, scope) : []
  if (kinds.length === 0) return null
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          size="xs"
          style={{ alignSelf: 'flex-start', justifySelf: 'start' }}
          leftSection={<Icon name="math-function" size={14} />}
          aria-label={t('quick-of', { name: text(report.measures[id]?.label, id) })}
        >
          {t('quick')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onChange(withCalculation(report, id, kind))}>
            {t(`quick-${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Says more than a field: `MeasureDetails` asks for it. */
const isDetailed = (kind: MeasureKind) => kind === 'percentile' || kind === 'first' || kind === 'final'

type HowProps = { measure: Measure; names: ReportName[]; report: ReportDocument; onChange: (measure: Measure) => void }

function How({ measure, names, report, onChange }: HowProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const kind = kindOf(measure)
  if (kind === undefined) {
    const calculation = calculationOf(measure)
    const parts = (calculation ? partsOf(calculation) : []).map((part) => text(report.measures[part.measure]?.label, part.measure))
    return (
      <Text size="sm" c="dimmed">
        {parts.length > 0 ? t('measure-made-of', { names: [...new Set(parts)].join(' · ') }) : t('measure-by-document')}
      </Text>
    )
  }
  const fitting = (of: MeasureKind) => names.filter(({ type }) => fitsMeasure(of, type))
  const data = fitting(kind).map(({ path, label }) => ({ value: path, label }))
  const field = kind === 'count' || kind === 'avgDuration' || isDetailed(kind) ? null : (measure as { [kind: string]: unknown })[kind]
  const counted = [
    { value: '*', label: t('measure-records') },
    ...names.filter(({ isMany }) => isMany).map(({ path, label }) => ({ value: path, label })),
  ]
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
      {'count' in measure && counted.length > 1 && (
        <Select
          label={t('measure-counted')}
          searchable
          allowDeselect={false}
          data={counted}
          value={measure.count}
          onChange={(next) => next && onChange({ ...measure, count: next })}
        />
      )}
      {typeof field === 'string' && (
        <Select
          label={t('measure-field')}
          searchable
          allowDeselect={false}
          data={data}
          value={field}
          onChange={(next) => next && onChange({ ...measure, [kind]: next } as Measure)}
        />
      )}
      {field !== null && typeof field === 'object' && (
        <Text size="sm" c="dimmed">
          {t('measure-by-document')}
        </Text>
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
