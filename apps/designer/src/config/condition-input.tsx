import { ActionIcon, Button, Group, Select } from '@mantine/core'
import type { Logic, Scope } from '@tangram/expression'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import {
  type Comparison,
  type ConditionRow,
  type ConditionRows,
  comparisonsFor,
  logicOfRows,
  needsNoValue,
  rowsOfLogic,
} from './condition-rows.ts'
import { FormulaInput } from './formula-input.tsx'
import { type Name, nameLabel, useNames, useScope } from './names.tsx'
import { SettingFrame } from './setting-frame.tsx'
import classes from './settings.module.css'
import { ValueInput } from './value-input.tsx'

type ConditionInputProps = {
  entity: string
  /** What its names mean; those of a record of the table when absent. */
  scope?: Scope | undefined
  label: string
  description?: string | undefined
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
}

/** A condition as lines of name, comparison and value, as in the filter of a list; as a formula when it says more than that. */
export function ConditionInput({ entity, scope: given, label, description, value, onChange }: ConditionInputProps) {
  const { t } = useTranslation('designer')
  const own = useScope(entity)
  const scope = given ?? own
  const names = useNames(scope)
  const [isFormula, setFormula] = useState(false)
  if (!scope) return null
  const typeOf = (path: string) => scope.typeOf(path.split('.'))
  const shown = rowsOfLogic(value, typeOf)
  const change = (rows: ConditionRows) => onChange(logicOfRows(rows, typeOf))

  return (
    <SettingFrame label={label} description={description}>
      {isFormula || !shown ? (
        <FormulaInput scope={scope} label={t('formula')} description={t('formula-help')} value={value} onChange={onChange} />
      ) : (
        <Rows scope={scope} names={names} shown={shown} onChange={change} />
      )}
      {shown && (
        <Button variant="subtle" size="compact-sm" color="gray" onClick={() => setFormula(!isFormula)}>
          {t(isFormula ? 'as-lines' : 'as-formula')}
        </Button>
      )}
    </SettingFrame>
  )
}

type RowsProps = { scope: Scope; names: Name[]; shown: ConditionRows; onChange: (rows: ConditionRows) => void }

function Rows({ scope, names, shown: { join, rows }, onChange }: RowsProps) {
  const { t } = useTranslation('designer')
  const replace = (at: number, row: ConditionRow | null) =>
    onChange({ join, rows: rows.flatMap((old, index) => (index !== at ? [old] : row ? [row] : [])) })
  const add = () => {
    const first = names.find(({ path }) => !path.startsWith('$')) ?? names[0]
    if (first) onChange({ join, rows: [...rows, freshRow(first.path, scope)] })
  }
  return (
    <>
      {rows.length > 1 && (
        <Select
          aria-label={t('condition-join')}
          allowDeselect={false}
          data={[
            { value: 'and', label: t('join-and') },
            { value: 'or', label: t('join-or') },
          ]}
          value={join}
          onChange={(next) => next && onChange({ join: next as 'and' | 'or', rows })}
        />
      )}
      {rows.map((row, at) => (
        // Lines have no name but their place.
        <Row key={at} row={row} place={at + 1} scope={scope} names={names} onChange={(next) => replace(at, next)} />
      ))}
      <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
        {t('add-condition')}
      </Button>
    </>
  )
}

type RowProps = { row: ConditionRow; place: number; scope: Scope; names: Name[]; onChange: (row: ConditionRow | null) => void }

function Row({ row, place, scope, names, onChange }: RowProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const type = scope.typeOf(row.path.split('.'))
  const options = scope.optionsOf?.(row.path.split('.'))
  const comparisons = comparisonsFor(type, options !== undefined)
  const all = comparisons.includes(row.is) ? comparisons : [...comparisons, row.is]
  // What a record held before is compared in rules; it is not among what one can choose.
  const label = nameLabel(scope, row.path, locale)
  const unlistedLabel = row.path.startsWith('$old.') ? t('old-value', { name: label }) : label
  const listed = names.some(({ path }) => path === row.path) ? names : [...names, { path: row.path, label: unlistedLabel, type }]
  // A person can be compared with whoever is looking or acting, a time with now.
  const given = names.filter((name) => name.path.startsWith('$') && sameKind(name, type))
  const current = givenName(row.value)
  return (
    <div className={classes.row}>
      <Select
        aria-label={t('condition-field', { n: place })}
        searchable
        allowDeselect={false}
        data={listed.map(({ path, label }) => ({ value: path, label }))}
        value={row.path}
        onChange={(path) => path && onChange(freshRow(path, scope))}
      />
      <Select
        aria-label={t('condition-comparison', { n: place })}
        allowDeselect={false}
        data={all.map((comparison) => ({ value: comparison, label: t(`is-${comparison}`) }))}
        value={row.is}
        onChange={(is) => is && onChange(compared(row, is as Comparison))}
      />
      {!needsNoValue(row.is) && given.length > 0 && (
        <Select
          aria-label={t('condition-against', { n: place })}
          allowDeselect={false}
          data={[{ value: '', label: t('this-value') }, ...given.map(({ path, label }) => ({ value: path, label }))]}
          value={current ?? ''}
          onChange={(path) => onChange({ ...row, value: path ? { var: path } : null })}
        />
      )}
      {!needsNoValue(row.is) && current === undefined && (
        <ValueInput
          label={t('condition-value', { n: place })}
          type={type}
          options={options}
          many={row.is === 'one-of'}
          value={row.value}
          onChange={(value) => onChange({ ...row, value })}
        />
      )}
      <Group justify="flex-end">
        <ActionIcon variant="subtle" color="gray" aria-label={t('remove-condition', { n: place })} onClick={() => onChange(null)}>
          <Icon name="x" size={16} />
        </ActionIcon>
      </Group>
    </div>
  )
}

function freshRow(path: string, scope: Scope): ConditionRow {
  const type = scope.typeOf(path.split('.'))
  const options = scope.optionsOf?.(path.split('.'))
  const is = comparisonsFor(type, options !== undefined)[0] ?? 'not-empty'
  const value = options?.[0]?.id ?? (type?.kind === 'boolean' ? true : type?.kind === 'text' ? '' : null)
  return { path, is, ...(needsNoValue(is) ? {} : { value }) }
}

/** The line with another comparison; one value becomes a list of it and back. */
function compared({ path, value }: ConditionRow, is: Comparison): ConditionRow {
  if (needsNoValue(is)) return { path, is }
  if (is === 'one-of') return { path, is, value: Array.isArray(value) ? value : typeof value === 'string' ? [value] : [] }
  return { path, is, value: Array.isArray(value) ? (value[0] ?? null) : (value ?? null) }
}

function givenName(value: ConditionRow['value']): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return typeof value.var === 'string' ? value.var : undefined
}

function sameKind(name: Name, type: Name['type']): boolean {
  return (
    name.type?.kind === type?.kind &&
    type?.kind !== 'text' &&
    (type?.kind !== 'reference' || (name.type?.kind === 'reference' && name.type.to === type.to))
  )
}
