import { ActionIcon, Checkbox, Fieldset, Group, NumberInput, Select, Stack } from '@mantine/core'
import type { Dimension, ReportDocument } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { LabelInputs } from '../config/label-inputs.tsx'
import classes from '../config/settings.module.css'
import { dimensionOf, isGroup, rankingMeasures, setDimensions } from './edit-report.ts'
import { type ReportName, useDimensionNames } from './report-names.ts'

const periods = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-quarter',
  'fiscal-year',
  'hour-of-day',
  'day-of-week',
  'day-of-month',
  'week-of-year',
  'month-of-year',
  'quarter-of-year',
] as const

type GroupsProps = {
  report: ReportDocument
  /** Whether they stand below each other, or beside each other as the columns of a pivot table. */
  axis: 'rows' | 'cols'
  least: number
  most: number
  onChange: (patch: Partial<ReportDocument>) => void
}

/** By what the records are grouped: fields, times by day, week, month… */
export function Groups({ report, axis, least, most, onChange }: GroupsProps) {
  const { t } = useTranslation('designer')
  const names = useDimensionNames(report).filter(({ path, type }) => path !== 'id' && isGroup(type))
  const typeOf = (field: string) => names.find(({ path }) => path === field)?.type
  const own = report[axis] ?? []
  const count = report.rows.length + (report.cols?.length ?? 0)
  const set = (dimensions: Dimension[]) => onChange(setDimensions(report, { [axis]: dimensions }))
  const data = names.map(({ path, label }) => ({ value: path, label }))
  const words = axis === 'rows' ? 'group' : 'across'
  return (
    <Fieldset legend={t(axis === 'rows' ? 'dimensions' : 'report-columns')} p="sm">
      <Stack gap={6}>
        {own.map((one, at) => {
          const replace = (next: Dimension) => set(own.map((old, index) => (index === at ? next : old)))
          return (
            <div key={one.as} className={classes.row} role="group" aria-label={t(`${words}-n`, { n: at + 1 })}>
              <Group gap={6} wrap="nowrap">
                <Select
                  flex={2}
                  aria-label={t(`${words}-field`, { n: at + 1 })}
                  searchable
                  allowDeselect={false}
                  data={data}
                  value={one.field}
                  onChange={(field) => field && replace(dimensionOf(report, field, typeOf(field)))}
                />
                {one.by && !isOwn(one) && (
                  <Select
                    flex={1}
                    aria-label={t(`${words}-period`, { n: at + 1 })}
                    allowDeselect={false}
                    data={periods
                      .filter((by) => by !== 'hour-of-day' || typeOf(one.field)?.kind === 'timestamp')
                      .map((by) => ({ value: by, label: t(`by-${by}`) }))}
                    value={one.by}
                    onChange={(by) => by && replace({ ...one, by: by as (typeof periods)[number] })}
                  />
                )}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={t(`remove-${words}`, { n: at + 1 })}
                  disabled={count <= least}
                  onClick={() => set(own.filter((_, index) => index !== at))}
                >
                  <Icon name="x" size={16} />
                </ActionIcon>
              </Group>
              {!isOwn(one) && <WhichGroups dimension={one} type={typeOf(one.field)} report={report} onChange={replace} />}
            </div>
          )
        })}
        {count < most && (
          <Select
            aria-label={t(`add-${words}`)}
            placeholder={t(`add-${words}`)}
            searchable
            data={data}
            value={null}
            onChange={(field) => field && set([...own, dimensionOf(report, field, typeOf(field))])}
          />
        )}
      </Stack>
    </Fieldset>
  )
}

/** A stage or a period of a cohort: all of them are shown, as its own settings say. */
const isOwn = ({ field }: Dimension): boolean => field.startsWith('$')

type WhichProps = {
  dimension: Dimension
  type: ReportName['type'] | undefined
  report: ReportDocument
  onChange: (dimension: Dimension) => void
}

/** The largest groups alone, numbers by ranges, periods without records too: what makes sense of the field. */
function WhichGroups({ dimension, type, report, onChange }: WhichProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { top, bins, fill, ...plain } = dimension
  const ranking = rankingMeasures(report)
  const isNumber = type?.kind === 'integer' || type?.kind === 'decimal'
  const filled = fill === undefined ? {} : { fill }
  return (
    <>
      {isNumber && (
        <Checkbox
          label={t('in-ranges')}
          checked={bins !== undefined}
          onChange={(event) => onChange(event.currentTarget.checked ? { ...plain, bins: { width: 10 } } : plain)}
        />
      )}
      {bins && (
        <Group gap={6} grow>
          <NumberInput
            label={t('range-width')}
            value={bins.width}
            min={0}
            onChange={(width) => typeof width === 'number' && width > 0 && onChange({ ...dimension, bins: { ...bins, width } })}
          />
          <NumberInput
            label={t('range-from')}
            value={bins.from ?? 0}
            onChange={(from) => typeof from === 'number' && onChange({ ...dimension, bins: { ...bins, from } })}
          />
        </Group>
      )}
      {(plain.by !== undefined || bins) && (
        <Checkbox
          label={t(bins ? 'fill-ranges' : 'fill-periods')}
          checked={fill !== undefined}
          onChange={(event) => onChange({ ...plain, ...(bins ? { bins } : {}), ...(event.currentTarget.checked ? { fill: 0 } : {}) })}
        />
      )}
      {typeof fill === 'number' && (
        <NumberInput
          label={t('fill-with')}
          value={fill}
          onChange={(next) => typeof next === 'number' && onChange({ ...dimension, fill: next })}
        />
      )}
      {plain.by === undefined && !bins && ranking[0] !== undefined && (
        <Checkbox
          label={t('only-top')}
          checked={top !== undefined}
          onChange={(event) =>
            onChange({ ...plain, ...filled, ...(event.currentTarget.checked ? { top: { n: 5, by: ranking[0] ?? '' } } : {}) })
          }
        />
      )}
      {top && (
        <Group gap={6} grow>
          <NumberInput
            label={t('top-n')}
            value={top.n}
            min={1}
            max={100}
            allowDecimal={false}
            onChange={(n) => typeof n === 'number' && n >= 1 && n <= 100 && onChange({ ...dimension, top: { ...top, n } })}
          />
          <Select
            label={t('top-by')}
            allowDeselect={false}
            data={ranking.map((id) => ({ value: id, label: text(report.measures[id]?.label, id) }))}
            value={top.by}
            onChange={(by) => by && onChange({ ...dimension, top: { ...top, by } })}
          />
        </Group>
      )}
      {top && (
        <LabelInputs
          of="others"
          value={top.others}
          onChange={(said) => {
            const { others: _, ...rest } = top
            const others = Object.fromEntries(Object.entries(said).filter(([, words]) => words !== ''))
            onChange({ ...dimension, top: Object.keys(others).length > 0 ? { ...rest, others } : rest })
          }}
        />
      )}
    </>
  )
}
