import { ActionIcon, Button, Fieldset, Group, Select, Stack, Switch, Text } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import classes from '../../config/settings.module.css'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { addWay, changeWay, makeDefault, removeWay, targetsOf } from '../edit-flow.ts'
import { nodeTypeOf, portsOf } from '../places.ts'

/** Where a step leads: for each of its outcomes, or under conditions. */
export function Ways({ process, node }: { process: ProcessDocument; node: NodeDocument }) {
  const { t } = useTranslation('designer')
  const { run } = useDraftActions()
  const leaving = inOrder(process.flows).filter(({ from }) => from === node.id)
  const add = addWay(process, node.id)
  return (
    <Fieldset legend={t('ways')} p="sm">
      <Stack gap={6}>
        {leaving.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('no-ways')}
          </Text>
        )}
        {leaving.map((flow, at) => (
          <Way key={flow.id} process={process} node={node} flow={flow} place={at + 1} isOnly={leaving.length === 1} />
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} disabled={!add} onClick={() => add && run(add)}>
          {t('add-way')}
        </Button>
      </Stack>
    </Fieldset>
  )
}

type WayProps = { process: ProcessDocument; node: NodeDocument; flow: SequenceFlowDocument; place: number; isOnly: boolean }

/** Where one flow leads, from which outcome or under which condition, and what is written beside it. */
export function Way({ process, node, flow, place, isOnly }: WayProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const ports = portsOf(node)
  const chooses = nodeTypeOf(node)?.chooses === true && !isOnly
  const change = (patch: { [property: string]: unknown }) => run(changeWay(process, flow.id, patch))
  return (
    <div className={classes.row}>
      {ports.length > 1 && (
        <Select
          label={t('way-outcome', { n: place })}
          allowDeselect={false}
          data={[{ value: '', label: t('any-outcome') }, ...ports.map(({ id, label }) => ({ value: id, label: text(label, id) }))]}
          value={flow.port ?? ''}
          onChange={(port) => change({ port: port || undefined })}
        />
      )}
      <Group gap={4} wrap="nowrap" align="flex-end">
        <Select
          flex={1}
          label={t('way-to', { n: place })}
          allowDeselect={false}
          data={targetsOf(process, node.id).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
          value={flow.to}
          onChange={(to) => to && change({ to, waypoints: undefined })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('remove-way', { n: place })}
          onClick={() => run(removeWay(process, flow.id))}
        >
          <Icon name="x" size={16} />
        </ActionIcon>
      </Group>
      {chooses && (
        <Switch
          label={t('way-default')}
          checked={flow.default === true}
          onChange={(event) =>
            run(event.currentTarget.checked ? makeDefault(process, flow) : changeWay(process, flow.id, { default: undefined, when: true }))
          }
        />
      )}
      {chooses && !flow.default && (
        <ConditionInput
          entity={process.entity}
          label={t('way-when', { n: place })}
          value={flow.when}
          onChange={(when) => change({ when: when ?? true })}
        />
      )}
    </div>
  )
}
