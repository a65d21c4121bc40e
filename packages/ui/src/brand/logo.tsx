import { Group, Text } from '@mantine/core'
import { useLocale } from '../i18n/locale.ts'
import { TangramFigure } from './tangram-figure.tsx'

/** The mark, with the name beside it unless `compact`. */
export function Logo({ size = 24, compact = false }: { size?: number; compact?: boolean }) {
  const { locale } = useLocale()
  const name = locale === 'zh-CN' ? '七巧' : 'Tangram'
  if (compact) return <TangramFigure name="square" size={size} title={name} />
  return (
    <Group gap={8} wrap="nowrap" align="center">
      <TangramFigure name="square" size={size} />
      <Text component="span" fw={650} fz={Math.round(size * 0.68)} lh={1.1}>
        {name}
      </Text>
    </Group>
  )
}
