import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export type Notice = {
  message: ReactNode
  title?: string
  kind?: 'info' | 'success' | 'danger'
  /** A way back for what was just done. */
  undo?: { label: string; run: () => void }
}

const colors = { info: 'brand', success: 'success', danger: 'danger' } as const

/** Shows a notice in the corner for six seconds; a failure stays until it is closed. */
export async function notify({ message, title, kind = 'info', undo }: Notice): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const id = crypto.randomUUID()
  notifications.show({
    id,
    title,
    color: colors[kind],
    autoClose: kind === 'danger' ? false : 6000,
    message: undo ? (
      <Group justify="space-between" wrap="nowrap">
        <Text size="md">{message}</Text>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            undo.run()
            notifications.hide(id)
          }}
        >
          {undo.label}
        </Button>
      </Group>
    ) : (
      message
    ),
  })
}
