import { Button, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import { printFormula } from '@tangram/expression'
import type { SlaTarget } from '@tangram/flow-engine'
import { Icon, useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { ConditionInput } from '../config/condition-input.tsx'
import { useScope } from '../config/names.tsx'
import classes from '../config/settings.module.css'
import { idFrom } from '../form/new-element.ts'
import { SmallButton } from '../parts/small-button.tsx'

type TargetsProps = { entity: string; targets: readonly SlaTarget[]; onChange: (targets: SlaTarget[]) => void }

/** How long it may take: the first line whose condition holds counts. */
export function Targets({ entity, targets, onChange }: TargetsProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const scope = useScope(entity)
  // Many lines are read side by side, one is changed at a time.
  const [opened, open] = useState<string | null>(null)
  const inWords = ({ when }: SlaTarget) => (when === undefined || !scope ? t('sla-target-always') : printFormula(when, scope, locale))
  const replace = (at: number, target: SlaTarget | null) =>
    onChange(targets.flatMap((old, index) => (index !== at ? [old] : target ? [target] : [])))
  const move = (at: number, by: number) => {
    const target = targets[at]
    if (target) onChange(targets.toSpliced(at, 1).toSpliced(at + by, 0, target))
  }
  function add() {
    const id = idFrom('target', (candidate) => targets.some((target) => target.id === candidate))
    // A line without a condition stays the last: nothing after it would ever count.
    const always = targets.findIndex(({ when }) => when === undefined)
    open(id)
    onChange(targets.toSpliced(always < 0 ? targets.length : always, 0, { id, minutes: targets.at(-1)?.minutes ?? 480 }))
  }

  return (
    <Fieldset legend={t('sla-targets')} p="sm">
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t('sla-targets-help')}
        </Text>
        {targets.map((target, at) => (
          <div key={target.id} className={classes.row}>
            <Group justify="space-between" align="end" wrap="nowrap">
              <NumberInput
                label={t('sla-target-hours', { n: at + 1 })}
                min={0.02}
                step={1}
                decimalScale={2}
                value={Math.round((target.minutes / 60) * 100) / 100}
                onChange={(hours) => typeof hours === 'number' && replace(at, { ...target, minutes: Math.max(1, Math.round(hours * 60)) })}
              />
              <Group gap={2} wrap="nowrap">
                <SmallButton icon="arrow-up" label={t('sla-target-up', { n: at + 1 })} disabled={at === 0} onClick={() => move(at, -1)} />
                <SmallButton
                  icon="arrow-down"
                  label={t('sla-target-down', { n: at + 1 })}
                  disabled={at === targets.length - 1}
                  onClick={() => move(at, 1)}
                />
                <SmallButton icon="x" label={t('sla-target-remove', { n: at + 1 })} onClick={() => replace(at, null)} />
              </Group>
            </Group>
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <Text size="sm" c={target.when === undefined ? 'dimmed' : undefined} lineClamp={2}>
                {inWords(target)}
              </Text>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('sla-target-when', { n: at + 1 })}
                aria-expanded={opened === target.id}
                onClick={() => open(opened === target.id ? null : target.id)}
              >
                {t(opened === target.id ? 'close' : 'sla-target-edit')}
              </Button>
            </Group>
            {opened === target.id && (
              <ConditionInput
                entity={entity}
                label={t('sla-target-when', { n: at + 1 })}
                value={target.when}
                onChange={(when) => replace(at, when === undefined ? { id: target.id, minutes: target.minutes } : { ...target, when })}
              />
            )}
          </div>
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} style={{ alignSelf: 'start' }} onClick={add}>
          {t('sla-add-target')}
        </Button>
      </Stack>
    </Fieldset>
  )
}
