import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { type EntityDocument, inOrder, pointer } from '@tangram/data-model'
import { ErrorState, SidePanel, SkeletonLines, useFormat, useLinkableTable } from '@tangram/ui'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { ChooseKey } from './choose-key.tsx'
import { driftOf } from './drift.ts'
import { DriftList } from './drift-list.tsx'
import { LinkedField } from './linked-field.tsx'
import { useLinkedWords } from './linked-words.ts'
import { NewColumns } from './new-columns.tsx'
import { SkippedColumns } from './skipped-columns.tsx'
import { SourceZone } from './source-zone.tsx'

/** The fields of a linked table beside what the database has now: what differs, what may be said about each field, what could be added. */
export function LinkedPanel({ entity, onClose }: { entity: EntityDocument; onClose: () => void }) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const { document } = useDraft()
  const { app, run } = useDraftActions()
  const source = useLinkableTable(app, entity.linked)
  const drift = source.data ? driftOf(document, entity, source.data) : []
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={say('edit-title', { name: text(entity.label, entity.id) })}
      width={600}
      footer={
        <Group justify="space-between">
          <Button variant="default" loading={source.isFetching} onClick={() => void source.refetch()}>
            {say('check')}
          </Button>
          <Button onClick={onClose}>{say('done')}</Button>
        </Group>
      }
    >
      <Stack gap="lg" p="lg">
        {source.isError && <ErrorState error={source.error} onRetry={() => void source.refetch()} />}
        {source.isPending && <SkeletonLines lines={3} />}
        {source.data && <DriftList drift={drift} onFix={run} />}
        {source.data && drift.some((one) => one.kind === 'key' && !one.fix) && <ChooseKey entity={entity} source={source.data} />}
        <section>
          <Title order={3} size="h4">
            {say('fields')}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {say('fields-text')}
          </Text>
          {inOrder(entity.fields).map((field) => (
            <LinkedField key={field.id} entity={entity} field={field} />
          ))}
        </section>
        <SourceZone
          types={entity.linked?.types ?? {}}
          zone={entity.linked?.zone}
          onChange={(zone) => run({ type: 'set', path: pointer('entities', 'items', entity.id, 'linked', 'zone'), value: zone })}
        />
        <NewColumns drift={drift} onAdd={run} />
        {source.data && <SkippedColumns skipped={source.data.skipped} />}
      </Stack>
    </SidePanel>
  )
}
