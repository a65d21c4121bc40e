import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import type { ReportDocument, ReportFilter, Stage } from '@tangram/report-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import type { KeyboardEvent } from 'react'
import { useDrag, useDrop } from 'react-dnd'
import { DndProvider } from 'react-dnd-multi-backend'
import { ConditionInput } from '../config/condition-input.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import classes from '../config/settings.module.css'
import { dragBackends } from '../form/drag.ts'
import { SmallButton } from '../parts/small-button.tsx'
import { movedStage, newStage } from './report-kinds.ts'
import own from './stages.module.css'

type StagesProps = { report: ReportDocument; onChange: (patch: Partial<ReportDocument>) => void }

const mostStages = 20

/** What records go through, from the first stage to the last: dragged, or moved with the buttons or Alt and the arrows. */
export function Stages({ report, onChange }: StagesProps) {
  const { t } = useTranslation('designer')
  const stages = report.funnel?.stages ?? []
  const set = (next: Stage[]) => onChange({ funnel: { stages: next } })
  return (
    <DndProvider options={dragBackends}>
      <Fieldset legend={t('stages')} p="sm">
        <Stack gap={6}>
          <Text size="sm" c="dimmed">
            {t('stages-help')}
          </Text>
          {stages.map((stage, at) => (
            <StageCard
              key={stage.id}
              stage={stage}
              at={at}
              count={stages.length}
              from={report.from}
              onMove={(from, to) => set(movedStage(stages, from, to))}
              onRemove={() => set(stages.toSpliced(at, 1))}
              onChange={(next) => set(stages.with(at, next))}
            />
          ))}
          {stages.length < mostStages && (
            <Button
              variant="default"
              size="xs"
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => set([...stages, newStage(stages)])}
            >
              {t('add-stage')}
            </Button>
          )}
        </Stack>
      </Fieldset>
    </DndProvider>
  )
}

const dragType = 'funnel-stage'

type StageCardProps = {
  stage: Stage
  at: number
  count: number
  from: string
  onMove: (from: number, to: number) => void
  onRemove: () => void
  onChange: (stage: Stage) => void
}

function StageCard({ stage, at, count, from, onMove, onRemove, onChange }: StageCardProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const name = text(stage.label, stage.id)
  const [{ isDragging }, drag, preview] = useDrag(
    () => ({ type: dragType, item: { at }, collect: (monitor) => ({ isDragging: monitor.isDragging() }) }),
    [at],
  )
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: dragType,
      drop: (dragged: { at: number }) => {
        if (dragged.at !== at) onMove(dragged.at, at)
      },
      collect: (monitor) => ({ isOver: monitor.isOver() && monitor.getItem<{ at: number } | null>()?.at !== at }),
    }),
    [at, onMove],
  )
  const logic = stage.where.find((filter) => 'logic' in filter)
  const others = stage.where.filter((filter) => !('logic' in filter))
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0 || at + step < 0 || at + step >= count) return
    event.preventDefault()
    onMove(at, at + step)
  }
  return (
    <div
      ref={(element) => void drop(preview(element))}
      className={`${classes.row} ${own.stage}`}
      data-over={isOver || undefined}
      data-dragging={isDragging || undefined}
      role="group"
      aria-label={t('stage-n', { n: at + 1, name })}
    >
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Group gap={6} wrap="nowrap" miw={0} flex={1} className={own.handle} ref={(element) => void drag(element)}>
          <button
            type="button"
            className={own.grip}
            aria-label={t('stage-handle', { name })}
            title={t('stage-handle', { name })}
            onKeyDown={onKeyDown}
          >
            <Icon name="grip-vertical" size={16} />
          </button>
          <Text size="md" fw={500} truncate>
            {at + 1}. {name}
          </Text>
        </Group>
        <Group gap={2} wrap="nowrap">
          <SmallButton icon="arrow-up" label={t('move-up-value', { name })} disabled={at === 0} onClick={() => onMove(at, at - 1)} />
          <SmallButton
            icon="arrow-down"
            label={t('move-down-value', { name })}
            disabled={at === count - 1}
            onClick={() => onMove(at, at + 1)}
          />
          <SmallButton icon="x" label={t('remove-value', { name })} disabled={count <= 2} onClick={onRemove} />
        </Group>
      </Group>
      <LabelInputs of="label" value={stage.label} onChange={(label) => onChange({ ...stage, label })} />
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('stage-by-document', { count: others.length })}
        </Text>
      )}
      <ConditionInput
        entity={from}
        label={t('stage-only')}
        description={at === 0 ? t('stage-first-help') : undefined}
        value={logic && 'logic' in logic ? logic.logic : undefined}
        onChange={(next) =>
          onChange({ ...stage, where: next === undefined ? others : [...others, { logic: next } satisfies ReportFilter] })
        }
      />
    </div>
  )
}
