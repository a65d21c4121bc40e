import { Button, Card, Group, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { inOrder, itemOf, pointer } from '@tangram/data-model'
import type { SlaDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../config/condition-input.tsx'
import { LabelInputs } from '../config/label-inputs.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { setSla } from '../draft/edits.ts'
import { idFrom } from '../form/new-element.ts'
import { newStage } from './new-stage.ts'
import { StageEditor } from './stage-editor.tsx'

/** One agreement: for which records, by which calendar, when it pauses, and its stages. */
export function SlaEditor({ sla }: { sla: SlaDocument }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run } = useDraftActions()
  const change = (patch: Partial<SlaDocument>) => run(setSla(sla.id, patch))
  const stages = inOrder(sla.stages)
  const collection = pointer('slas', 'items', sla.id, 'stages')

  function addStage() {
    const id = idFrom('stage', (candidate) => itemOf(sla.stages, candidate) !== undefined)
    const label = { en: `Stage ${stages.length + 1}`, 'zh-CN': `阶段 ${stages.length + 1}` }
    run({ type: 'add', collection, item: newStage(document, sla.entity, id, label) })
  }

  return (
    <Stack gap="md">
      <Card withBorder padding="md">
        <Stack gap="sm">
          <Group justify="space-between">
            <Group gap="sm" wrap="nowrap">
              <Icon name="gauge" />
              <Title order={2} size="h3">
                {text(sla.label, sla.id)}
              </Title>
            </Group>
            <Switch label={t('enabled')} checked={sla.enabled} onChange={(event) => change({ enabled: event.currentTarget.checked })} />
          </Group>
          <Text size="sm" c="dimmed">
            {t('source-is', { name: text(itemOf(document.entities, sla.entity)?.label, sla.entity) })}
          </Text>
          <LabelInputs of="label" value={sla.label} onChange={(label) => change({ label })} />
          <Select
            label={t('sla-calendar')}
            description={t('sla-calendar-help')}
            placeholder={t('sla-around-the-clock')}
            clearable
            clearButtonProps={{ 'aria-label': t('sla-around-the-clock') }}
            data={inOrder(document.calendars).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            value={sla.calendar ?? null}
            onChange={(calendar) => change({ calendar: calendar ?? undefined } as Partial<SlaDocument>)}
          />
          <ConditionInput
            entity={sla.entity}
            label={t('sla-when')}
            description={sla.when === undefined ? t('sla-always') : undefined}
            value={sla.when}
            onChange={(when) => change({ when } as Partial<SlaDocument>)}
          />
          <ConditionInput
            entity={sla.entity}
            label={t('sla-paused')}
            description={t('sla-paused-help')}
            value={sla.pausedWhile}
            onChange={(pausedWhile) => change({ pausedWhile } as Partial<SlaDocument>)}
          />
        </Stack>
      </Card>
      {stages.map((stage) => (
        <StageEditor
          key={stage.id}
          sla={sla}
          stage={stage}
          onMove={(before) => run({ type: 'move', collection, id: stage.id, before })}
          onRemove={() => run({ type: 'remove', collection, id: stage.id })}
        />
      ))}
      <Button variant="default" leftSection={<Icon name="plus" size={16} />} style={{ alignSelf: 'start' }} onClick={addStage}>
        {t('sla-add-stage')}
      </Button>
    </Stack>
  )
}
