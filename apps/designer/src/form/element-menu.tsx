import { Menu } from '@mantine/core'
import { textIn } from '@tangram/data-model'
import { Icon, notify, useLocale, useTranslation } from '@tangram/ui'
import type { ReactElement } from 'react'
import type { Place } from './drag.ts'
import { holdersFor, placeBeside, placeOutside } from './place.ts'
import type { FormEdits } from './use-form-edits.ts'

type ElementMenuProps = { element: string; edits: FormEdits; target: ReactElement; onClose: () => void }

/** Everything drag and keys can do to an element. */
export function ElementMenu({ element, edits, target, onClose }: ElementMenuProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const form = edits.form()
  const up = placeBeside(form, element, -1)
  const down = placeBeside(form, element, 1)
  const outside = placeOutside(form, element)
  const move = (place: Place | undefined) => place && edits.place({ from: 'form', element }, place)
  const nameOf = (id: string) => {
    const holder = form.elements.items[id]
    return textIn(holder?.label, locale, holder ? t(holder.kind === 'field' ? 'field' : holder.kind) : id)
  }

  function toClipboard(thenRemove: boolean) {
    const clip = edits.copy(element)
    if (!clip) return
    navigator.clipboard.writeText(JSON.stringify(clip)).then(
      () => {
        if (thenRemove) edits.remove(element)
        else void notify({ message: t('copied-to-clipboard') })
      },
      () => void notify({ kind: 'danger', message: t('clipboard-refused') }),
    )
  }

  return (
    <Menu opened onClose={onClose} position="bottom-end" withinPortal>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<Icon name="arrow-up" size={16} />} rightSection="Alt ↑" disabled={!up} onClick={() => move(up)}>
          {t('move-up')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="arrow-down" size={16} />} rightSection="Alt ↓" disabled={!down} onClick={() => move(down)}>
          {t('move-down')}
        </Menu.Item>
        {outside && (
          <Menu.Item rightSection="Alt ←" onClick={() => move(outside)}>
            {t('move-out')}
          </Menu.Item>
        )}
        {holdersFor(form, element).map((holder) => (
          <Menu.Item key={holder} onClick={() => move({ parent: holder, before: null })}>
            {t('move-into', { name: nameOf(holder) })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon name="copy" size={16} />}
          rightSection="Ctrl D"
          onClick={() => {
            const clip = edits.copy(element)
            if (clip) edits.paste(clip, element)
          }}
        >
          {t('duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="clipboard" size={16} />} rightSection="Ctrl C" onClick={() => toClipboard(false)}>
          {t('copy-element')}
        </Menu.Item>
        <Menu.Item rightSection="Ctrl X" onClick={() => toClipboard(true)}>
          {t('cut-element')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="danger" leftSection={<Icon name="trash" size={16} />} rightSection="Del" onClick={() => edits.remove(element)}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
