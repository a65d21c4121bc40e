import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core'
import { aggregateOf, type Measure, type ReportDocument } from '@tangram/report-engine'
import { useFormat, useLocale, useTranslation } from '@tangram/ui'
import { useMemo } from 'react'
import { ConditionInput } from '../config/condition-input.tsx'
import { FormulaInput } from '../config/formula-input.tsx'
import { isGroup, isTime } from './edit-report.ts'
import { dividable, formulaScope, isMadeOf } from './formula-measure.ts'
import { withCondition } from './measure-condition.ts'
import type { ReportName } from './report-names.ts'

type MeasureDetailsProps = {
  id: string
  measure: Measure
  names: readonly ReportName[]
  report: ReportDocument
  onChange: (measure: Measure) => void
}

/** What a kind of figure asks beside its field: which percentile, by which date, how many periods; and of which records it is taken. */
export function MeasureDetails({ id, measure, names, report, onChange }: MeasureDetailsProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { locale } = useLocale()
  const logicScope = useMemo(() => formulaScope(report, id, locale), [report, id, locale])
  const optionsOf = (fits: (type: ReportName['type']) => boolean) =>
    names.filter(({ path, type }) => path !== 'id' && fits(type)).map(({ path, label }) => ({ value: path, label }))
  const times = optionsOf(isTime)
  const dimensions = [...report.rows, ...(report.cols ?? [])].map(({ as, field, label }) => ({
    value: as,
    label: text(label, names.find(({ path }) => path === field)?.label ?? field),
  }))
  const own = aggregateOf(measure)?.where?.find((filter) => 'logic' in filter)
  return (
    <>
      {'percentile' in measure && typeof measure.percentile.of === 'string' && (
        <>
          <Select
            label={t('measure-field')}
            searchable
            allowDeselect={false}
            data={optionsOf(({ kind }) => kind === 'integer' || kind === 'decimal')}
            value={measure.percentile.of}
            onChange={(of) => of && onChange({ ...measure, percentile: { ...measure.percentile, of } })}
          />
          <NumberInput
            label={t('percentile-at')}
            suffix=" %"
            min={0}
            max={100}
            value={Math.round(measure.percentile.at * 10_000) / 100}
            onChange={(part) =>
              typeof part === 'number' &&
              part >= 0 &&
              part <= 100 &&
              onChange({ ...measure, percentile: { ...measure.percentile, at: part / 100 } })
            }
          />
        </>
      )}
      {'first' in measure && (
        <End value={measure.first} fields={optionsOf(isGroup)} times={times} onChange={(first) => onChange({ ...measure, first })} />
      )}
      {'final' in measure && (
        <End value={measure.final} fields={optionsOf(isGroup)} times={times} onChange={(final) => onChange({ ...measure, final })} />
      )}
      {'sum' in measure && times.length > 0 && (
        <Select
          label={t('only-latest')}
          description={t('only-latest-help')}
          placeholder={t('all-records')}
          clearable
          data={times}
          value={measure.last ?? null}
          onChange={(last) => {
            const { last: _last, ...rest } = measure
            onChange(last ? { ...measure, last } : rest)
          }}
        />
      )}
      {'moving' in measure && (
        <NumberInput
          label={t('moving-periods')}
          min={2}
          max={366}
          allowDecimal={false}
          value={measure.moving}
          onChange={(moving) => typeof moving === 'number' && moving >= 2 && moving <= 366 && onChange({ ...measure, moving })}
        />
      )}
      {'share' in measure && dimensions.length > 0 && (
        <MultiSelect
          label={t('share-within')}
          description={t('share-within-help')}
          placeholder={measure.share === 'total' ? t('of-everything') : undefined}
          data={dimensions}
          value={measure.share === 'total' ? [] : measure.share}
          onChange={(share) => onChange({ ...measure, share: share.length > 0 ? share : 'total' })}
        />
      )}
      {'rank' in measure && dimensions.length > 0 && (
        <>
          <MultiSelect
            label={t('rank-within')}
            placeholder={measure.within?.length ? undefined : t('of-everything')}
            data={dimensions}
            value={measure.within ?? []}
            onChange={(within) => {
              const { within: _within, ...rest } = measure
              onChange(within.length > 0 ? { ...rest, within } : rest)
            }}
          />
          <Checkbox
            label={t('rank-smallest')}
            checked={measure.rank === 'asc'}
            onChange={(event) => onChange({ ...measure, rank: event.currentTarget.checked ? 'asc' : 'desc' })}
          />
        </>
      )}
      {'target' in measure && (
        <>
          <Select
            label={t('target-is')}
            allowDeselect={false}
            data={[
              { value: '', label: t('target-number') },
              ...report.measureOrder
                .filter((other) => other !== id && other !== measure.of && !isMadeOf(report, other, id))
                .map((other) => ({ value: other, label: text(report.measures[other]?.label, other) })),
            ]}
            value={typeof measure.target === 'string' ? measure.target : ''}
            onChange={(next) => next !== null && onChange({ ...measure, target: next === '' ? 100 : next })}
          />
          {typeof measure.target === 'number' && (
            <NumberInput
              label={t('target-number')}
              value={measure.target}
              onChange={(target) => typeof target === 'number' && onChange({ ...measure, target })}
            />
          )}
          <Select
            label={t('target-show')}
            allowDeselect={false}
            data={(['attainment', 'difference'] as const).map((show) => ({ value: show, label: t(`target-${show}`) }))}
            value={measure.show}
            onChange={(show) => {
              const { format: _format, ...rest } = measure
              if (show === 'attainment') onChange({ ...rest, format: 'percent', show })
              else if (show === 'difference') onChange({ ...rest, show })
            }}
          />
        </>
      )}
      {'ratio' in measure &&
        (['ratio-over', 'ratio-under'] as const).map((part, at) => (
          <Select
            key={part}
            label={t(part)}
            allowDeselect={false}
            data={dividable(report).map((other) => ({ value: other, label: text(report.measures[other]?.label, other) }))}
            value={measure.ratio[at] ?? null}
            onChange={(next) => next && onChange({ ...measure, ratio: at === 0 ? [next, measure.ratio[1]] : [measure.ratio[0], next] })}
          />
        ))}
      {'logic' in measure && (
        <FormulaInput
          scope={logicScope}
          label={t('measure-formula')}
          description={t('measure-formula-help')}
          value={measure.logic}
          onChange={(logic) => logic !== undefined && onChange({ ...measure, logic })}
        />
      )}
      {aggregateOf(measure) && (
        <ConditionInput
          entity={report.from}
          label={t('measure-only')}
          value={own && 'logic' in own ? own.logic : undefined}
          onChange={(logic) => onChange(withCondition(measure, logic))}
        />
      )}
    </>
  )
}

type Option = { value: string; label: string }
type EndOf = { of: string; by: string }

function End({ value, fields, times, onChange }: { value: EndOf; fields: Option[]; times: Option[]; onChange: (end: EndOf) => void }) {
  const { t } = useTranslation('designer')
  return (
    <>
      <Select
        label={t('measure-field')}
        searchable
        allowDeselect={false}
        data={fields}
        value={value.of}
        onChange={(of) => of && onChange({ ...value, of })}
      />
      <Select label={t('end-by')} allowDeselect={false} data={times} value={value.by} onChange={(by) => by && onChange({ ...value, by })} />
    </>
  )
}
