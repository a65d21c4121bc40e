import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconDots, IconRowInsertBottom, IconRowInsertTop, IconTrash } from '@tabler/icons-react'
import { type RowsText, useRowsTexts } from './rows-texts.ts'

export type RowAction = 'insertAbove' | 'insertBelow' | 'duplicate' | 'moveUp' | 'moveDown' | 'remove'

const actions: readonly { action: RowAction & RowsText; Icon: typeof IconDots; adds?: true }[] = [
  { action: 'insertAbove', Icon: IconRowInsertTop, adds: true },
  { action: 'insertBelow', Icon: IconRowInsertBottom, adds: true },
  { action: 'duplicate', Icon: IconCopy, adds: true },
  { action: 'moveUp', Icon: IconArrowUp },
  { action: 'moveDown', Icon: IconArrowDown },
  { action: 'remove', Icon: IconTrash },
]

type RowMenuProps = { at: number; count: number; isFull: boolean; onAction: (action: RowAction) => void }

/** What one can do to a row as a whole. */
export function RowMenu({ at, count, isFull, onAction }: RowMenuProps) {
  const say = useRowsTexts()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={say('more', { row: at + 1 })}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ action, Icon, adds }) => (
          <Menu.Item
            key={action}
            {...(action === 'remove' ? { color: 'danger' } : {})}
            disabled={(adds && isFull) || (action === 'moveUp' && at === 0) || (action === 'moveDown' && at === count - 1)}
            leftSection={<Icon size={16} stroke={1.5} />}
            onClick={() => onAction(action)}
          >
            {say(action)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
