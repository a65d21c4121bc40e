import { Autocomplete, Fieldset, MultiSelect, Select, Stack } from '@mantine/core'
import { inOrder, isJsonObject } from '@tangram/data-model'
import type { ReturnRuleDocument } from '@tangram/flow-engine'
import { useFormat, useTranslation } from '@tangram/ui'
import { useDraft } from '../draft/draft-context.tsx'
import { useFlow } from './flow-context.ts'
import type { SettingProps } from './setting-props.ts'

/** Settings of steps whose value is the id of something of the process or of another one. */
export function ProcessSetting({ label, description, value, onChange }: SettingProps) {
  const { text } = useFormat()
  const { document } = useDraft()
  return (
    <Select
      label={label}
      description={description}
      searchable
      data={inOrder(document.processes).map((process) => ({ value: process.id, label: text(process.label, process.id) }))}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

/** A step of this process, or one of the places the setting offers beside them. */
export function NodeSetting({ label, description, property, value, onChange }: SettingProps) {
  const { text } = useFormat()
  const flow = useFlow()
  const choices = [...(property.options ?? []), ...inOrder(flow?.nodes)].map((one) => ({ value: one.id, label: text(one.label, one.id) }))
  return (
    <Select
      label={label}
      description={description}
      searchable
      clearable={!property.required && property.default === undefined}
      data={choices.filter(({ value: id }, index) => choices.findIndex((other) => other.value === id) === index)}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

/** A variable of this process. */
export function VariableSetting({ label, description, property, value, onChange }: SettingProps) {
  const { text } = useFormat()
  const flow = useFlow()
  return (
    <Select
      label={label}
      description={description}
      clearable={!property.required}
      data={inOrder(flow?.variables).map((variable) => ({ value: variable.id, label: text(variable.label, variable.id) }))}
      value={typeof value === 'string' ? value : null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

/** The name two sides agree on: those used somewhere in the app are offered. */
export function MessageNameSetting({ label, description, value, onChange }: SettingProps) {
  const { document } = useDraft()
  const names = inOrder(document.processes).flatMap((process) =>
    inOrder(process.nodes).flatMap(({ config }) => [config.message, config.signal].filter((name) => typeof name === 'string')),
  )
  return (
    <Autocomplete
      label={label}
      description={description}
      maxLength={80}
      data={[...new Set(names)].filter((name) => name !== value && name !== '')}
      value={typeof value === 'string' ? value : ''}
      onChange={(name) => onChange(name || undefined)}
    />
  )
}

/** What people may do with the task beside completing it. */
export function OperationsSetting({ label, description, property, value, onChange }: SettingProps) {
  const { text } = useFormat()
  return (
    <MultiSelect
      label={label}
      description={description}
      data={(property.options ?? []).map(({ id, label: name }) => ({ value: id, label: text(name, id) }))}
      value={Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []}
      onChange={(next) => onChange(next)}
    />
  )
}

const targets = ['start', 'previous', 'any'] as const
const ways = ['choose', 'replay', 'direct'] as const

/** Where a task may be sent back to, and how it comes back from there. */
export function ReturnRuleSetting({ label, description, value, onChange }: SettingProps) {
  const { t } = useTranslation('flow')
  const rule = isJsonObject(value) ? (value as unknown as ReturnRuleDocument) : { to: [...targets], resubmit: 'choose' as const }
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        <MultiSelect
          label={t('return-to')}
          description={description}
          data={targets.map((to) => ({ value: to, label: t(`return-${to}`) }))}
          value={rule.to}
          onChange={(to) => onChange({ ...rule, to })}
        />
        {rule.to.length > 0 && (
          <Select
            label={t('return-resubmit')}
            allowDeselect={false}
            data={ways.map((way) => ({ value: way, label: t(`resubmit-${way}`) }))}
            value={rule.resubmit}
            onChange={(resubmit) => resubmit && onChange({ ...rule, resubmit })}
          />
        )}
      </Stack>
    </Fieldset>
  )
}
