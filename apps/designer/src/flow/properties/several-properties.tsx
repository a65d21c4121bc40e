import { Button, Group, Stack, Title } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { removeSteps } from '../edit-flow.ts'
import { moveSteps } from '../move-steps.ts'
import { boxesOf, type Point } from '../places.ts'

type SeveralProps = { process: ProcessDocument; ids: readonly Id[]; onSelect: (ids: readonly Id[]) => void }

/** Several steps chosen together: to be lined up or removed. */
export function SeveralProperties({ process, ids, onSelect }: SeveralProps) {
  const { t } = useTranslation('flow')
  const { run } = useDraftActions()
  const boxes = boxesOf(process)
  const all = ids.flatMap((id) => {
    const box = boxes.get(id)
    return box ? [{ id, ...box }] : []
  })
  const first = all[0]

  function align(along: 'row' | 'column') {
    if (!first) return
    const places = new Map<Id, Point>(
      all.map(({ id, x, y, width, height }) => [
        id,
        along === 'row' ? { x, y: first.y + (first.height - height) / 2 } : { x: first.x + (first.width - width) / 2, y },
      ]),
    )
    const command = moveSteps(process, places)
    if (command) run(command)
  }

  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        {t('several', { n: ids.length })}
      </Title>
      <Group gap={6}>
        <Button variant="default" onClick={() => align('row')}>
          {t('align-row')}
        </Button>
        <Button variant="default" onClick={() => align('column')}>
          {t('align-column')}
        </Button>
      </Group>
      <Button
        variant="default"
        color="danger"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => {
          run(removeSteps(process, ids))
          onSelect([])
        }}
      >
        {t('remove-steps')}
      </Button>
    </Stack>
  )
}
