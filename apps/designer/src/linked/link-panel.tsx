import { Button, Group } from '@mantine/core'
import type { EntityDocument } from '@tangram/data-model'
import { ErrorState, type LinkableTable, notify, SidePanel, SkeletonLines, useFormat, useLinkableTable } from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { ChooseColumns } from './choose-columns.tsx'
import { ChooseTable } from './choose-table.tsx'
import { canLink, firstChoice } from './first-choice.ts'
import { type LinkChoice, linkTable } from './link-table.ts'
import { useLinkedWords } from './linked-words.ts'

/** A table of the database, then what of it the app takes; nothing is made before one says so. */
export function LinkPanel({ onClose }: { onClose: () => void }) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const { app, run, undo, current, usedIds } = useDraftActions()
  const [table, setTable] = useState<LinkableTable>()
  const [own, setOwn] = useState<LinkChoice>()
  const source = useLinkableTable(app, table)
  const choice = own ?? (source.data && firstChoice(source.data))

  function open(next: LinkableTable | undefined) {
    setTable(next)
    setOwn(undefined)
  }

  function link() {
    if (!source.data || !choice) return
    const { entity, command } = linkTable(current(), usedIds(), source.data, choice)
    run(command)
    void notify({ message: say('added', { name: text(entity.label) }), undo: { label: say('undo'), run: undo } })
    onClose()
    showLater(entity)
  }

  return (
    <SidePanel
      opened
      onClose={onClose}
      title={table ? `${table.schema}.${table.table}` : say('link')}
      width={680}
      footer={
        <Group justify="space-between" wrap="nowrap">
          {table ? (
            <Button variant="subtle" color="gray" onClick={() => open(undefined)}>
              {say('back')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            {table && (
              <Button disabled={!choice || !canLink(choice)} onClick={link}>
                {say('add-linked')}
              </Button>
            )}
          </Group>
        </Group>
      }
    >
      {!table && <ChooseTable onChoose={open} />}
      {table && source.isError && <ErrorState error={source.error} onRetry={() => void source.refetch()} />}
      {table && source.isPending && <SkeletonLines lines={8} />}
      {table && source.data && choice && <ChooseColumns source={source.data} choice={choice} onChange={setOwn} />}
    </SidePanel>
  )
}

/** The new table is the last of a long page: it is brought in sight once it is drawn. */
function showLater({ id }: EntityDocument) {
  requestAnimationFrame(() => window.document.getElementById(`table-${id}`)?.scrollIntoView?.({ block: 'start', behavior: 'smooth' }))
}
