import { Accordion, Badge, Button, Card, Group, NumberInput, Stack, TagsInput, Text, Title } from '@mantine/core'
import type { SlaDocument, SlaEscalation, SlaStageDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import type { ReactNode } from 'react'
import { ConditionInput } from '../config/condition-input.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { NamesOf } from '../config/names.tsx'
import { StepsEditor } from '../config/steps-editor.tsx'
import { useDraftActions } from '../draft/draft-context.tsx'
import { setSlaStage } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { SmallButton } from '../parts/small-button.tsx'
import { Targets } from './targets.tsx'

type StageEditorProps = { sla: SlaDocument; stage: SlaStageDocument; onMove: (before: string | null) => void; onRemove: () => void }

/** One stage: when it is done, how long it may take, and what follows on the way. */
export function StageEditor({ sla, stage, onMove, onRemove }: StageEditorProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const change = (patch: Partial<SlaStageDocument>) => run(setSlaStage(sla.id, stage.id, patch))
  const name = text(stage.label, stage.id)
  const { order } = sla.stages
  const at = order.indexOf(stage.id)
  const { warnAt = [], onWarn = [], onBreach = [], escalations = [] } = stage

  return (
    <Card withBorder padding="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3} size="h4">
            {name}
          </Title>
          <Group gap={2} wrap="nowrap">
            <SmallButton
              icon="arrow-up"
              label={t('sla-stage-up', { name })}
              disabled={at === 0}
              onClick={() => onMove(order[at - 1] ?? null)}
            />
            <SmallButton
              icon="arrow-down"
              label={t('sla-stage-down', { name })}
              disabled={at === order.length - 1}
              onClick={() => onMove(order[at + 2] ?? null)}
            />
            <SmallButton icon="x" label={t('remove-value', { name })} onClick={onRemove} />
          </Group>
        </Group>
        <LabelInputs of="label" value={stage.label} onChange={(label) => change({ label })} />
        <ConditionInput
          entity={sla.entity}
          label={t('sla-done')}
          value={stage.doneWhen}
          onChange={(doneWhen) => doneWhen !== undefined && change({ doneWhen })}
        />
        <Targets entity={sla.entity} targets={stage.targets} onChange={(targets) => change({ targets })} />
        <NamesOf place="sla">
          <TagsInput
            label={t('sla-warn-at')}
            description={t('sla-warn-at-help')}
            placeholder={warnAt.length === 0 ? '80' : ''}
            value={warnAt.map((percent) => `${percent}%`)}
            onChange={(typed) => change({ warnAt: percentsOf(typed) })}
          />
          <Accordion multiple variant="contained" order={4}>
            {(warnAt.length > 0 || onWarn.length > 0) && (
              <Section title={t('sla-on-warn')} count={onWarn.length}>
                <StepsEditor
                  entity={sla.entity}
                  steps={onWarn}
                  addLabel={t('sla-add-warn')}
                  onChange={(next) => change({ onWarn: next })}
                />
              </Section>
            )}
            <Section title={t('sla-on-breach')} count={onBreach.length}>
              <StepsEditor
                entity={sla.entity}
                steps={onBreach}
                addLabel={t('sla-add-breach')}
                onChange={(next) => change({ onBreach: next })}
              />
            </Section>
            <Section title={t('sla-escalations')} count={escalations.length}>
              <Escalations entity={sla.entity} escalations={escalations} onChange={(next) => change({ escalations: next })} />
            </Section>
          </Accordion>
        </NamesOf>
      </Stack>
    </Card>
  )
}

/** What follows, folded until somebody wants to see it. */
function Section({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <Accordion.Item value={title}>
      <Accordion.Control>
        <Group gap="xs">
          <Text fw={500} size="sm">
            {title}
          </Text>
          {count > 0 && <Badge color="gray">{count}</Badge>}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}

/** `80`, `80%`: whole percents of the target, in order, each once. */
function percentsOf(typed: readonly string[]): number[] {
  const percents = typed.map((text) => Math.round(Number.parseFloat(text))).filter((percent) => percent >= 1 && percent <= 99)
  return [...new Set(percents)].sort((a, b) => a - b)
}

type EscalationsProps = { entity: string; escalations: readonly SlaEscalation[]; onChange: (escalations: SlaEscalation[]) => void }

/** What follows when it stays undone, so many working hours after the breach. */
function Escalations({ entity, escalations, onChange }: EscalationsProps) {
  const { t } = useTranslation('designer')
  const replace = (id: string, next: SlaEscalation | null) =>
    onChange(escalations.flatMap((each) => (each.id !== id ? [each] : next ? [next] : [])))
  return (
    <>
      {escalations.map((each, index) => (
        <Card key={each.id} withBorder padding="sm">
          <Stack gap="sm">
            <Group justify="space-between" align="end" wrap="nowrap">
              <NumberInput
                label={t('sla-escalate-after')}
                min={0}
                step={1}
                decimalScale={2}
                value={each.afterMinutes / 60}
                onChange={(hours) => typeof hours === 'number' && replace(each.id, { ...each, afterMinutes: Math.round(hours * 60) })}
              />
              <SmallButton icon="x" label={t('sla-escalation-remove', { n: index + 1 })} onClick={() => replace(each.id, null)} />
            </Group>
            <StepsEditor entity={entity} steps={each.do} onChange={(steps) => replace(each.id, { ...each, do: steps })} />
          </Stack>
        </Card>
      ))}
      {escalations.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('sla-escalations-help')}
        </Text>
      )}
      <Button
        variant="default"
        leftSection={<Icon name="plus" size={16} />}
        style={{ alignSelf: 'start' }}
        onClick={() => {
          const id = idFrom('escalation', (candidate) => escalations.some((each) => each.id === candidate))
          onChange([...escalations, { id, afterMinutes: 60 * (escalations.length + 1), do: [] }])
        }}
      >
        {t('sla-add-escalation')}
      </Button>
    </>
  )
}
