import { Box, Button, Group, Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { inOrder, textIn } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { EmptyState, SidePanel, useLocale, useShortcuts, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { DndProvider } from 'react-dnd-multi-backend'
import { useDraft } from '../draft/draft-context.tsx'
import { Canvas } from './canvas.tsx'
import { dragBackends, type PaletteItem } from './drag.ts'
import classes from './form-editor.module.css'
import { Palette } from './palette.tsx'
import { Properties } from './properties.tsx'
import { useFormEdits } from './use-form-edits.ts'

/** Palette, form, properties: one form of the app being edited. */
export function FormEditor() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const forms = inOrder(document.forms)
  const [chosen, choose] = useState<string | null>(null)
  const form = forms.find(({ id }) => id === chosen) ?? forms[0]
  if (!form) return <EmptyState title={t('empty-form')} />
  return (
    <DndProvider options={dragBackends}>
      <OneForm key={form.id} form={form} forms={forms} onChoose={choose} />
    </DndProvider>
  )
}

function OneForm({ form, forms, onChoose }: { form: FormDocument; forms: FormDocument[]; onChoose: (form: string) => void }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const [selected, select] = useState<string | null>(null)
  const edits = useFormEdits(form.id, selected, select)
  const isNarrow = useMediaQuery('(max-width: 1000px)') ?? false
  const [drawer, openDrawer] = useState<'palette' | 'properties' | null>(null)
  const picker = (
    <Select
      aria-label={t('edit-form')}
      data={forms.map(({ id, label }) => ({ value: id, label: textIn(label, locale, id) }))}
      value={form.id}
      allowDeselect={false}
      onChange={(id) => id && onChoose(id)}
      w={isNarrow ? '100%' : 280}
    />
  )
  const palette = <Palette onAdd={(item) => edits.add(item)} />
  const properties = <Properties form={form} selected={selected} edits={edits} />

  function addFromDrawer(item: PaletteItem) {
    edits.add(item)
    openDrawer(null)
  }

  useShortcuts([
    { keys: 'Delete', label: t('remove'), run: () => selected && edits.remove(selected) },
    { keys: 'Backspace', label: t('remove'), run: () => selected && edits.remove(selected) },
    { keys: 'Escape', label: t('close'), run: () => select(null) },
  ])

  return (
    <div className={classes.editor}>
      {!isNarrow && (
        <aside className={classes.palette} aria-label={t('palette')}>
          {palette}
        </aside>
      )}
      <section className={classes.middle} aria-label={t('canvas')}>
        <Group className={classes.toolbar} justify="space-between" gap="sm">
          {picker}
          {isNarrow && (
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
        <Canvas form={form} selected={selected} onSelect={select} edits={edits} />
        <div aria-live="polite" className={classes.announce}>
          {edits.announcement}
        </div>
      </section>
      {!isNarrow && (
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
