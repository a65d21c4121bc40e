import { Group, Select } from '@mantine/core'
import { inOrder, type LocalizedText } from '@tangram/data-model'
import { notify, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { DeleteDialog } from '../parts/delete-dialog.tsx'
import { MoreMenu } from '../parts/more-menu.tsx'
import { NewThing } from './new-thing.tsx'
import { duplicateOf, type ThingKind } from './starters.ts'

type BarKind = Exclude<ThingKind, 'entities'>

type ThingsBarProps = {
  kind: BarKind
  /** The one that is open. */
  current: string
  onOpen: (id: string) => void
}

/** Which form, list, flow… is open, and the ways to another one: new, a copy, gone. */
export function ThingsBar({ kind, current, onOpen }: ThingsBarProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { run, undo } = useDraftActions()
  const [isAsked, ask] = useState(false)
  const things: { id: string; label: LocalizedText }[] = inOrder<{ id: string; label: LocalizedText }>(document[kind])
  const name = text(things.find(({ id }) => id === current)?.label, current)

  function duplicate() {
    const copy = duplicateOf(document, kind, current, { 'zh-CN': '副本', en: 'copy' })
    run(copy.command)
    onOpen(copy.id)
  }

  function remove() {
    const at = things.findIndex(({ id }) => id === current)
    const next = things[at + 1] ?? things[at - 1]
    run({ type: 'remove', collection: `/${kind}`, id: current })
    ask(false)
    onOpen(next?.id ?? '')
    void notify({ message: t('thing-removed', { name }), undo: { label: t('undo'), run: undo } })
  }

  return (
    <Group gap="xs" wrap="nowrap">
      <Select
        aria-label={t(`pick-${kind}`)}
        flex={1}
        miw={120}
        maw={320}
        searchable={things.length > 8}
        data={things.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
        value={current}
        allowDeselect={false}
        onChange={(id) => id && onOpen(id)}
      />
      <NewThing kind={kind} onMade={onOpen} />
      <MoreMenu
        name={name}
        variant="default"
        items={[
          { icon: 'copy', label: t('duplicate'), onClick: duplicate },
          { icon: 'trash', label: t('delete'), onClick: () => ask(true), isDanger: true },
        ]}
      />
      <DeleteDialog opened={isAsked} name={name} consequence={t(`delete-${kind}`)} onDelete={remove} onClose={() => ask(false)} />
    </Group>
  )
}
