/**
 * Every measure and colour of Tangram, once. Mantine's theme, the CSS variables, ECharts and the designer's canvases read it from here.
 * Lengths are CSS pixels.
 */
export const spacing = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24, xxl: 32, xxxl: 48 } as const
export const fontSize = { xs: 12, sm: 13, md: 14, lg: 16, xl: 20, xxl: 28 } as const
export const lineHeight = { text: 1.5, heading: 1.25 } as const
export const radius = { control: 6, card: 10 } as const
export const shadow = {
  raised: '0 1px 2px rgb(16 24 40 / 6%), 0 1px 3px rgb(16 24 40 / 8%)',
  floating: '0 4px 8px rgb(16 24 40 / 6%), 0 12px 28px rgb(16 24 40 / 14%)',
} as const
export const rowHeight = 36
export const touchTarget = 44
export const motion = { fastMs: 120, slowMs: 200, easing: 'cubic-bezier(0.2, 0, 0, 1)' } as const
export const breakpoint = { phone: 640, desktop: 1024 } as const

export const fontFamily =
  'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Roboto, sans-serif'
export const fontFamilyMonospace = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace'

/** Ten steps from paper to ink. */
export const neutral = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ee',
  '#d5dae2',
  '#b3bbc7',
  '#8b95a5',
  '#626c7c',
  '#4a5362',
  '#2f3743',
  '#1b2029',
] as const

/** Ten steps from text to the deepest ground of the dark theme. */
export const neutralDark = [
  '#d9dee7',
  '#b9c1cd',
  '#98a2b2',
  '#7d8797',
  '#3a424f',
  '#2b313b',
  '#22272f',
  '#181b21',
  '#121519',
  '#0c0e12',
] as const

/** The seven pieces. Blue is the brand hue and the only one that means "click me". They stay apart for colour-blind eyes (after Okabe and Ito). */
export const hues = {
  blue: '#2f5fd0',
  orange: '#e69f00',
  green: '#009e73',
  mauve: '#c577a9',
  sky: '#56b4e9',
  vermilion: '#d5552a',
  yellow: '#f0cf3d',
} as const
export type Hue = keyof typeof hues

/**
 * Categorical colours of charts, in the order they are given out: the seven hues, deepened until each stands at least 3:1 against the
 * ground, and lifted on dark grounds. Neighbours differ for every kind of colour vision; see tokens.test.ts.
 */
export const chartPalette = {
  light: [hues.blue, '#a7560a', '#0a9c61', '#af578b', '#2e8fd9', '#9c391e', '#998e03'],
  dark: ['#5584f6', '#f5a623', '#1f9b7c', '#dcb0ca', '#5ab8ee', '#dd5530', '#f0dc82'],
} as const

/** Colours of one theme by what they mean. Texts reach 4.5:1 on `ground` and `surface`; see tokens.test.ts. */
export type SemanticColors = {
  /** The page behind everything. */
  ground: string
  /** Cards, tables, panels. */
  surface: string
  /** Rows under the pointer, quiet fills. */
  hover: string
  border: string
  text: string
  textQuiet: string
  brand: string
  brandText: string
  info: string
  success: string
  warning: string
  danger: string
}

export const semantic: { light: SemanticColors; dark: SemanticColors } = {
  light: {
    ground: '#f6f7f9',
    surface: '#ffffff',
    hover: neutral[1],
    border: '#dfe3ea',
    text: neutral[9],
    textQuiet: '#5a6474',
    brand: hues.blue,
    brandText: '#2956c2',
    info: '#1f63c4',
    success: '#0f7449',
    warning: '#8f5b00',
    danger: '#c22f2a',
  },
  dark: {
    ground: '#121519',
    surface: neutralDark[7],
    hover: neutralDark[6],
    border: '#2d333d',
    text: neutralDark[0],
    textQuiet: neutralDark[2],
    brand: '#4069d6',
    brandText: '#8fb0fa',
    info: '#7db0ff',
    success: '#5fcf9a',
    warning: '#f0b74a',
    danger: '#ff938a',
  },
}
