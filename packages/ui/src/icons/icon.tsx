import { IconPuzzle } from '@tabler/icons-react'
import { icons } from './icons.ts'

/** The icon with this Tabler name, 18 px with a stroke of 1.5; a puzzle piece for a name nobody knows. */
export function Icon({ name, size = 18, color }: { name: string | undefined; size?: number; color?: string }) {
  const Shape = (name !== undefined && Object.hasOwn(icons, name) && icons[name]) || IconPuzzle
  return <Shape size={size} stroke={1.5} aria-hidden {...(color ? { color } : {})} />
}
