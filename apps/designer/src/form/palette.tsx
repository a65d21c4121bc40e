import { Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import type { LocalizedText } from '@tangram/data-model'
import { fieldGroups } from '@tangram/form-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { memo, useState } from 'react'
import { useDrag } from 'react-dnd'
import { platform } from '../platform.ts'
import { type Dragged, dragType, type PaletteItem } from './drag.ts'
import classes from './palette.module.css'

/** Everything that can be put on a form. Drag it there, or press it. A change of the form draws none of it again. */
export const Palette = memo(function Palette({ onAdd }: { onAdd: (item: PaletteItem) => void }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const matches = (label: LocalizedText, type: string) =>
    [label['zh-CN'], label.en, type].some((word) => word?.toLowerCase().includes(wanted))
  const groups = fieldGroups
    .map((group) => ({ ...group, types: platform.fields.filter((type) => type.group === group.id && matches(type.label, type.type)) }))
    .filter(({ types }) => types.length > 0)
  const displays = (Object.keys(displayIcons) as (keyof typeof displayIcons)[]).filter((kind) => t(kind).toLowerCase().includes(wanted))

  return (
    <Stack gap="md">
      <TextInput
        aria-label={t('search-palette')}
        placeholder={t('search-palette')}
        leftSection={<Icon name="search" size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t('palette-help')}
      </Text>
      {groups.map((group) => (
        <Group key={group.id} label={text(group.label)}>
          {group.types.map((type) => (
            <Item
              key={type.type}
              item={{ kind: 'field', type: type.type }}
              label={text(type.label)}
              icon={type.icon}
              help={text(type.help)}
              onAdd={onAdd}
            />
          ))}
        </Group>
      ))}
      {displays.length > 0 && (
        <Group label={t('layout')}>
          {displays.map((kind) => (
            <Item key={kind} item={{ kind }} label={t(kind)} icon={displayIcons[kind]} onAdd={onAdd} />
          ))}
        </Group>
      )}
      {groups.length + displays.length === 0 && (
        <Text c="dimmed" size="md">
          {t('no-field-found')}
        </Text>
      )}
    </Stack>
  )
})

const displayIcons = {
  section: 'layout-list',
  tabs: 'browser',
  steps: 'list-numbers',
  heading: 'heading',
  description: 'align-left',
  divider: 'minus',
  button: 'hand-click',
  qr: 'qrcode',
} as const

function Group({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <section aria-label={label}>
      <Text size="sm" fw={600} mb={6}>
        {label}
      </Text>
      <div className={classes.items}>{children}</div>
    </section>
  )
}

type ItemProps = { item: PaletteItem; label: string; icon: string; help?: string; onAdd: (item: PaletteItem) => void }

function Item({ item, label, icon, help, onAdd }: ItemProps) {
  const { t } = useTranslation('designer')
  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: dragType,
      item: { from: 'palette', item } satisfies Dragged,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [item.kind, item.kind === 'field' ? item.type : ''],
  )
  return (
    <UnstyledButton
      ref={(node) => {
        drag(node)
      }}
      className={classes.item}
      data-dragging={isDragging || undefined}
      data-palette-item={item.kind === 'field' ? item.type : item.kind}
      aria-label={t('drag-to-form', { name: label })}
      title={help}
      onClick={() => onAdd(item)}
    >
      <Icon name={icon} size={16} />
      <span>{label}</span>
    </UnstyledButton>
  )
}
