/** Colours, sizes and fonts of paper. The colours are those of the light theme on screen; a test holds them equal. */
export const palette: readonly string[] = ['#2f5fd0', '#a7560a', '#0a9c61', '#af578b', '#2e8fd9', '#9c391e', '#998e03']

export const colors = {
  ground: '#f6f7f9',
  surface: '#ffffff',
  hover: '#f1f3f6',
  border: '#dfe3ea',
  text: '#1b2029',
  quiet: '#5a6474',
  brand: '#2f5fd0',
  success: '#0f7449',
  warning: '#8f5b00',
  danger: '#c22f2a',
} as const

/** The family of the files in `fonts.ts`, first in every text so that a picture looks the same on every machine. */
export const family = 'Noto Sans SC'
export const families = `'${family}', 'PingFang SC', 'Microsoft YaHei', sans-serif`

/** Pixels between things, and the height of a table's row. */
export const space = { tile: 16, inside: 14, row: 28, title: 30 } as const
