import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FigureName } from '../brand/figures.ts'
import { TangramFigure } from '../brand/tangram-figure.tsx'

export type EmptyStateProps = {
  title: string
  /** One line: what would be here, or what to do next. */
  text?: string
  /** One button. */
  action?: ReactNode
  figure?: FigureName
  /** Small, inside a card or a table. */
  compact?: boolean
}

/** Nothing here yet: a figure half laid, one line, one button. */
export function EmptyState({ title, text, action, figure = 'boat', compact = false }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap={compact ? 6 : 12} px="lg" py={compact ? 'lg' : 48} ta="center">
      <TangramFigure name={figure} size={compact ? 48 : 88} laid={4} />
      <Text fw={600} fz={compact ? 'md' : 'lg'} lh={1.25} mt={4}>
        {title}
      </Text>
      {text && (
        <Text c="dimmed" size="md" maw={420}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  )
}
