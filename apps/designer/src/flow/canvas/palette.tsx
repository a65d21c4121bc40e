import { ActionIcon, ScrollArea, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import type { NodeType } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useInitials } from '../../config/formula/use-initials.ts'
import { platform } from '../../platform.ts'
import classes from './palette.module.css'

type PaletteProps = {
  /** Whether there is a step to insert after. */
  hasSelection: boolean
  onInsert: (type: NodeType) => void
  onDrag: (type: NodeType | null) => void
  onClose: () => void
}

type Group = NodeType['group'] | 'border'
const groups: readonly Group[] = ['task', 'gateway', 'event', 'border', 'service']
const groupOf = (type: NodeType): Group => (type.attaches ? 'border' : type.group)

/** Every kind of step, to be dragged onto the canvas or a flow, or put after the one that is chosen. */
export function Palette({ hasSelection, onInsert, onDrag, onClose }: PaletteProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const initials = useInitials()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const isFound = ({ label, help, type }: NodeType) =>
    [text(label), text(help), type, initials?.(text(label)) ?? ''].some((words) => words.toLowerCase().includes(wanted))
  const found = platform.nodes.filter(isFound)
  return (
    <nav className={classes.palette} aria-label={t('palette')}>
      <div className={classes.head}>
        <TextInput
          flex={1}
          aria-label={t('search-steps')}
          placeholder={t('search-steps')}
          leftSection={<Icon name="search" size={15} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && first && wanted) onInsert(first)
            if (event.key === 'Escape' && search) {
              event.stopPropagation()
              setSearch('')
            }
          }}
        />
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('hide-palette')} onClick={onClose}>
          <Icon name="chevron-left" size={16} />
        </ActionIcon>
      </div>
      <Text size="sm" c="dimmed" px={12} pb={6}>
        {t(hasSelection ? 'palette-after' : 'palette-help')}
      </Text>
      <ScrollArea className={classes.list} type="auto">
        {found.length === 0 && (
          <Text size="md" c="dimmed" p={12}>
            {t('no-step-found')}
          </Text>
        )}
        {groups.map((group) => {
          const types = found.filter((type) => groupOf(type) === group)
          if (types.length === 0) return null
          return (
            <section key={group} aria-label={t(`group-${group}`)} className={classes.group}>
              <h2>{t(`group-${group}`)}</h2>
              {types.map((type) => (
                <Tooltip key={type.type} label={text(type.help)} position="right" openDelay={400} multiline maw={260} disabled={!type.help}>
                  <UnstyledButton
                    className={classes.item}
                    data-step-type={type.type}
                    draggable
                    onDragStart={(event) => {
                      event.dataTransfer.effectAllowed = 'copy'
                      event.dataTransfer.setData('text/plain', text(type.label))
                      onDrag(type)
                    }}
                    onDragEnd={() => onDrag(null)}
                    onClick={() => onInsert(type)}
                  >
                    <Icon name={type.icon} size={17} />
                    <span>{text(type.label)}</span>
                  </UnstyledButton>
                </Tooltip>
              ))}
            </section>
          )
        })}
      </ScrollArea>
    </nav>
  )
}
