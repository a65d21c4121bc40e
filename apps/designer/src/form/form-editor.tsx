import { Box, Button, Group } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { inOrder } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { EmptyState, Icon, SidePanel, useShortcuts, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { DndProvider } from 'react-dnd-multi-backend'
import { useDraft } from '../draft/draft-context.tsx'
import { writableTables } from '../linked/writable-tables.ts'
import { usePlace } from '../shell/use-place.ts'
import { NewThing } from '../things/new-thing.tsx'
import { ThingsBar } from '../things/things-bar.tsx'
import { Canvas } from './canvas.tsx'
import { dragBackends, type PaletteItem } from './drag.ts'
import classes from './form-editor.module.css'
import { Palette } from './palette.tsx'
import { Properties } from './properties.tsx'
import { TryForm } from './try-form.tsx'
import { useClipboard } from './use-clipboard.ts'
import { useFormEdits } from './use-form-edits.ts'

/** Palette, form, properties: one form of the app being edited. */
export function FormEditor() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { thing, openThing } = usePlace('forms')
  const forms = inOrder(document.forms)
  const form = forms.find(({ id }) => id === thing) ?? forms[0]
  if (!form) {
    const hasTable = writableTables(document).length > 0
    return (
      <EmptyState
        title={t(hasTable ? 'no-forms' : 'no-entities')}
        text={t(hasTable ? 'no-forms-text' : 'no-entities-text')}
        action={<NewThing kind={hasTable ? 'forms' : 'entities'} variant="filled" onMade={openThing} />}
      />
    )
  }
  return (
    <DndProvider options={dragBackends}>
      <OneForm key={form.id} form={form} />
    </DndProvider>
  )
}

function OneForm({ form }: { form: FormDocument }) {
  const { t } = useTranslation('designer')
  const { part, openThing, selectPart } = usePlace('forms')
  const selected = part !== undefined && Object.hasOwn(form.elements.items, part) ? part : null
  const select = (element: string | null) => selectPart(form.id, element)
  const { edits, announcement } = useFormEdits(form.id, selected, select)
  useClipboard(edits, selected)
  const [isTrying, setTrying] = useState(false)
  const isNarrow = useMediaQuery('(max-width: 1000px)') ?? false
  const [drawer, openDrawer] = useState<'palette' | 'properties' | null>(null)
  const palette = <Palette onAdd={edits.add} />
  const properties = <Properties form={form} selected={selected} edits={edits} />

  function addFromDrawer(item: PaletteItem) {
    edits.add(item)
    openDrawer(null)
  }

  function duplicate() {
    const clip = selected === null ? undefined : edits.copy(selected)
    if (clip && selected !== null) edits.paste(clip, selected)
  }

  useShortcuts([
    { keys: 'Delete', label: t('remove'), run: () => selected && edits.remove(selected) },
    { keys: 'Backspace', label: t('remove'), run: () => selected && edits.remove(selected) },
    { keys: 'mod+d', label: t('duplicate'), run: duplicate },
    { keys: 'Escape', label: t('close'), run: () => (isTrying ? setTrying(false) : select(null)) },
  ])

  return (
    <div className={classes.editor}>
      {!isNarrow && !isTrying && (
        <aside className={classes.palette} aria-label={t('palette')}>
          {palette}
        </aside>
      )}
      <section className={classes.middle} aria-label={t('canvas')}>
        <Group className={classes.toolbar} justify="space-between" gap="sm">
          <Box w={isNarrow ? '100%' : 'auto'}>
            <ThingsBar kind="forms" current={form.id} onOpen={openThing} />
          </Box>
          <Button
            variant={isTrying ? 'filled' : 'default'}
            aria-pressed={isTrying}
            leftSection={<Icon name={isTrying ? 'pencil' : 'player-play'} size={16} />}
            onClick={() => setTrying(!isTrying)}
          >
            {t(isTrying ? 'stop-trying' : 'try-form')}
          </Button>
          {isNarrow && !isTrying && (
            <Group gap="xs" grow w="100%">
              <Button variant="default" onClick={() => openDrawer('palette')}>
                {t('show-palette')}
              </Button>
              <Button variant="default" onClick={() => openDrawer('properties')}>
                {t('show-properties')}
              </Button>
            </Group>
          )}
        </Group>
        {isTrying ? <TryForm form={form} /> : <Canvas form={form} selected={selected} onSelect={select} edits={edits} />}
        <div aria-live="polite" className={classes.announce}>
          {announcement}
        </div>
      </section>
      {!isNarrow && !isTrying && (
        <aside className={classes.properties} aria-label={t('properties')}>
          {properties}
        </aside>
      )}
      <SidePanel
        opened={isNarrow && drawer !== null}
        onClose={() => openDrawer(null)}
        title={t(drawer === 'palette' ? 'palette' : 'properties')}
      >
        <Box p="md">{drawer === 'palette' ? <Palette onAdd={addFromDrawer} /> : properties}</Box>
      </SidePanel>
    </div>
  )
}
