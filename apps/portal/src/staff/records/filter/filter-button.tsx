import { ActionIcon, Button, Popover, Stack, Text } from '@mantine/core'
import { IconFilter, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FieldView, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { recordsTexts } from '../../../texts/records.ts'
import { type Comparison, type Condition, comparisonsFor, isComplete, needsNoValue } from './condition.ts'
import { ConditionValue } from './condition-value.tsx'
import classes from './filter.module.css'
import { Pick } from './pick.tsx'

export type FilterButtonProps = {
  app: string
  /** Fields one can filter by, in the order of the entity. */
  fields: FieldView[]
  conditions: Condition[]
  onChange: (conditions: Condition[]) => void
}

/** The conditions of a list: each a field, a comparison and a value; all are to hold. */
export function FilterButton({ app, fields, conditions, onChange }: FilterButtonProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const count = conditions.filter(isComplete).length
  const labelOf = (id: string) => format.text(fields.find((field) => field.id === id)?.label, id)

  function replace(at: number, condition: Condition | null) {
    onChange(conditions.flatMap((old, index) => (index !== at ? [old] : condition ? [condition] : [])))
  }

  function add() {
    const field = fields[0]
    if (field) onChange([...conditions, fresh(field)])
  }

  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus width="min(560px, calc(100vw - 24px))">
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={18} stroke={1.5} />}
          aria-expanded={isOpen}
          onClick={() => {
            if (!isOpen && conditions.length === 0) add()
            setOpen(!isOpen)
          }}
        >
          {count > 0 ? t('filterCount', { count }) : t('filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter')}>
        <Stack gap="sm">
          {conditions.length === 0 && <Text c="dimmed">{t('noFilters')}</Text>}
          {conditions.map((condition, index) => {
            const field = fields.find((candidate) => candidate.id === condition.field)
            const comparisons = field ? comparisonsFor(field.valueType) : [condition.is]
            return (
              <div key={index} className={classes.condition}>
                <Pick
                  label={t('field')}
                  value={condition.field}
                  choices={fields.map(({ id }) => ({ value: id, label: labelOf(id) }))}
                  onChange={(id) => {
                    const next = fields.find((candidate) => candidate.id === id)
                    if (next) replace(index, fresh(next))
                  }}
                />
                <Pick
                  label={t('operator')}
                  value={condition.is}
                  choices={comparisons.map((comparison) => ({ value: comparison, label: t(comparison) }))}
                  onChange={(is) => replace(index, { ...condition, is: is as Comparison })}
                />
                {field && !needsNoValue(condition.is) ? (
                  <ConditionValue
                    app={app}
                    field={field}
                    value={condition.value ?? ''}
                    onChange={(value) => replace(index, { ...condition, value })}
                  />
                ) : (
                  <span />
                )}
                <ActionIcon
                  size={36}
                  aria-label={t('removeFilter', { text: labelOf(condition.field) })}
                  onClick={() => replace(index, null)}
                >
                  <IconTrash size={18} stroke={1.5} />
                </ActionIcon>
              </div>
            )
          })}
          <div className={classes.foot}>
            <Button variant="subtle" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={add}>
              {t('addFilter')}
            </Button>
            {conditions.length > 0 && (
              <Button variant="subtle" color="gray" onClick={() => onChange([])}>
                {t('clearFilters')}
              </Button>
            )}
          </div>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function fresh(field: FieldView): Condition {
  return { field: field.id, is: field.options ? firstForChoices(field) : (comparisonsFor(field.valueType)[0] ?? 'notEmpty') }
}

/** A choice is one of a list: people look for it whole, not for a part of its text. */
function firstForChoices(field: FieldView): Comparison {
  return field.valueType.kind === 'list' ? 'contains' : 'is'
}
