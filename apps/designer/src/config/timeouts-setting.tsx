import { Button, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { inOrder, type JsonObject } from '@tangram/data-model'
import type { TimeoutDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { portsOf } from '../flow/places.ts'
import { idFrom } from '../form/new-element.ts'
import { SmallButton } from '../parts/small-button.tsx'
import { AssigneesInput } from './assignees-input.tsx'
import { useFlow } from './flow-context.ts'
import type { SettingProps } from './setting-props.ts'
import classes from './settings.module.css'

/** What the clock does with a task nobody deals with: remind, decide, pass on. In the order of their times. */
export function TimeoutsSetting({ label, description, value, entity, siblings, onChange }: SettingProps) {
  const { t } = useTranslation('flow')
  const list = (Array.isArray(value) ? value : []) as unknown as TimeoutDocument[]
  const change = (next: TimeoutDocument[]) => onChange(next.length === 0 ? undefined : (next as unknown as JsonObject[]))
  const add = () => {
    const id = idFrom(`timeout_${list.length + 1}`, (taken) => list.some((each) => each.id === taken))
    change([...list, { id, afterHours: 24 * (list.length + 1), do: 'remind' }])
  }
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={8}>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        {list.map((timeout, at) => (
          <div key={timeout.id} className={classes.row} role="group" aria-label={t('timeout-n', { n: at + 1 })}>
            <Group justify="space-between" wrap="nowrap" gap={4}>
              <Text size="md" fw={500}>
                {t('timeout-n', { n: at + 1 })}
              </Text>
              <SmallButton icon="x" label={t('remove-timeout', { n: at + 1 })} onClick={() => change(list.toSpliced(at, 1))} />
            </Group>
            <OneTimeout
              timeout={timeout}
              entity={entity}
              approves={'groups' in siblings || 'approvers' in siblings || 'mode' in siblings}
              onChange={(next) => change(list.with(at, next))}
            />
          </div>
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
          {t('add-timeout')}
        </Button>
      </Stack>
    </Fieldset>
  )
}

type OneTimeoutProps = {
  timeout: TimeoutDocument
  entity: string | undefined
  /** Of an approval, which can be decided by the clock. */
  approves: boolean
  onChange: (timeout: TimeoutDocument) => void
}

function OneTimeout({ timeout, entity, approves, onChange }: OneTimeoutProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const flow = useFlow()
  const acts = approves
    ? (['remind', 'approve', 'reject', 'transfer', 'return', 'escalate'] as const)
    : (['remind', 'complete', 'transfer', 'return', 'escalate'] as const)
  const start = { id: timeout.id, afterHours: timeout.afterHours }
  function choose(act: string | null) {
    if (act === 'complete') onChange({ ...start, do: act, outcome: 'done' })
    else if (act === 'transfer') onChange({ ...start, do: act, to: { kind: 'initiator' } })
    else if (act === 'return') onChange({ ...start, do: act, to: 'start' })
    else if (act === 'remind' || act === 'approve' || act === 'reject' || act === 'escalate') onChange({ ...start, do: act })
  }
  const outcomes = inOrder(flow?.nodes)
    .flatMap((node) => portsOf(node))
    .map(({ id, label }) => ({ value: id, label: text(label, id) }))
  return (
    <>
      <NumberInput
        label={t('after-hours')}
        min={0.1}
        max={8760}
        value={timeout.afterHours}
        onChange={(hours) => onChange({ ...timeout, afterHours: Number(hours) || 1 })}
      />
      <Select
        label={t('timeout-do')}
        allowDeselect={false}
        data={acts.map((act) => ({ value: act, label: t(`timeout-${act}`) }))}
        value={timeout.do}
        onChange={choose}
      />
      {timeout.do === 'remind' && (
        <Group gap={6} grow>
          <NumberInput
            label={t('remind-times')}
            min={1}
            max={100}
            value={timeout.times ?? 1}
            onChange={(times) => onChange({ ...timeout, times: Number(times) || 1 })}
          />
          <NumberInput
            label={t('remind-every')}
            min={0.1}
            max={8760}
            value={timeout.everyHours ?? timeout.afterHours}
            onChange={(hours) => onChange({ ...timeout, everyHours: Number(hours) || 1 })}
          />
        </Group>
      )}
      {timeout.do === 'complete' && (
        <Select
          label={t('timeout-outcome')}
          allowDeselect={false}
          data={[...new Map(outcomes.map((outcome) => [outcome.value, outcome])).values()]}
          value={timeout.outcome}
          onChange={(outcome) => outcome && onChange({ ...timeout, outcome })}
        />
      )}
      {timeout.do === 'transfer' && (
        <AssigneesInput label={t('timeout-to')} value={timeout.to} entity={entity} onChange={(to) => onChange({ ...timeout, to })} />
      )}
      {timeout.do === 'return' && (
        <Select
          label={t('return-to')}
          allowDeselect={false}
          data={[
            { value: 'start', label: t('return-start') },
            { value: 'previous', label: t('return-previous') },
            ...inOrder(flow?.nodes).map((node) => ({ value: node.id, label: text(node.label, node.id) })),
          ].filter((each, index, all) => all.findIndex(({ value }) => value === each.value) === index)}
          value={timeout.to}
          onChange={(to) => to && onChange({ ...timeout, to })}
        />
      )}
      {timeout.do === 'escalate' && (
        <NumberInput
          label={t('leader-levels')}
          min={1}
          max={20}
          value={timeout.levels ?? 1}
          onChange={(levels) => onChange({ ...timeout, levels: Number(levels) || 1 })}
        />
      )}
    </>
  )
}
