import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core'
import {
  fontFamily,
  fontFamilyMonospace,
  fontSize,
  hues,
  lineHeight,
  neutral,
  neutralDark,
  radius,
  type SemanticColors,
  semantic,
  shadow,
  spacing,
} from '../tokens.ts'
import { mix } from './color.ts'

const px = (value: number): string => `${value}px`
const sizes = { xs: px(fontSize.xs), sm: px(fontSize.sm), md: px(fontSize.md), lg: px(fontSize.lg), xl: px(fontSize.xl) }
const danger = ramp(semantic.light.danger)
const success = ramp(semantic.light.success)
const warning = ramp(semantic.light.warning)

/** The header of a dialog is none of the page, which has its own. */
const dialogHeader = { header: { role: 'presentation' } }

/** Mantine in Tangram's tokens. Colour names: `brand`, `danger`, `success`, `warning`, `gray`, `dark` and the seven hues. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  black: semantic.light.text,
  fontFamily,
  fontFamilyMonospace,
  fontSizes: sizes,
  lineHeights: { xs: '1.5', sm: '1.5', md: String(lineHeight.text), lg: '1.5', xl: '1.5' },
  spacing: { xs: px(spacing.xs), sm: px(spacing.sm), md: px(spacing.md), lg: px(spacing.lg), xl: px(spacing.xl) },
  radius: { xs: '4px', sm: px(radius.control), md: px(radius.control), lg: px(radius.card), xl: '16px' },
  defaultRadius: 'md',
  shadows: { xs: shadow.raised, sm: shadow.raised, md: shadow.floating, lg: shadow.floating, xl: shadow.floating },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: px(fontSize.xxl), lineHeight: String(lineHeight.heading) },
      h2: { fontSize: px(fontSize.xl), lineHeight: String(lineHeight.heading) },
      h3: { fontSize: px(fontSize.lg), lineHeight: String(lineHeight.heading) },
      h4: { fontSize: px(fontSize.md), lineHeight: String(lineHeight.heading) },
    },
  },
  colors: {
    brand: ramp(hues.blue),
    gray: [...neutral] as unknown as MantineColorsTuple,
    dark: [...neutralDark] as unknown as MantineColorsTuple,
    danger,
    success,
    warning,
    red: danger,
    blue: ramp(hues.blue),
    orange: ramp(hues.orange),
    green: ramp(hues.green),
    mauve: ramp(hues.mauve),
    sky: ramp(hues.sky),
    vermilion: ramp(hues.vermilion),
    yellow: ramp(hues.yellow),
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Badge: { defaultProps: { radius: 'sm', variant: 'light', tt: 'none', fw: 500 } },
    Button: { defaultProps: { size: 'sm' } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, attributes: dialogHeader } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', size: 520, attributes: dialogHeader },
      styles: { title: { fontSize: px(fontSize.lg), fontWeight: 600 } },
    },
    Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 400, radius: 'sm' } },
  },
})

/** Tangram's own variables (`--tg-…`) and the Mantine ones whose defaults miss our contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-spacing-xxl': px(spacing.xxl),
    '--mantine-spacing-xxxl': px(spacing.xxxl),
    '--tg-radius-card': px(radius.card),
    '--tg-font-figures': px(fontSize.xxl),
    ...Object.fromEntries(Object.entries(hues).map(([name, hue]) => [`--tg-hue-${name}`, hue])),
  },
  light: { ...variablesOf(semantic.light), '--tg-control-border': neutral[4], '--mantine-color-placeholder': neutral[6] },
  dark: { ...variablesOf(semantic.dark), '--tg-control-border': neutralDark[4], '--mantine-color-placeholder': neutralDark[2] },
})

function variablesOf(colors: SemanticColors): Record<string, string> {
  return {
    '--tg-ground': colors.ground,
    '--tg-surface': colors.surface,
    '--tg-hover': colors.hover,
    '--tg-border': colors.border,
    '--tg-text': colors.text,
    '--tg-text-quiet': colors.textQuiet,
    '--tg-brand': colors.brand,
    '--tg-brand-text': colors.brandText,
    '--tg-info': colors.info,
    '--tg-success': colors.success,
    '--tg-warning': colors.warning,
    '--tg-danger': colors.danger,
    '--tg-selected': mix(colors.surface, colors.brand, 0.12),
    '--mantine-color-body': colors.surface,
    '--mantine-color-text': colors.text,
    '--mantine-color-dimmed': colors.textQuiet,
    '--mantine-color-error': colors.danger,
    '--mantine-color-success': colors.success,
    '--mantine-color-anchor': colors.brandText,
    '--mantine-color-default-border': colors.border,
    '--mantine-color-brand-filled': colors.brand,
    '--mantine-color-brand-light-color': colors.brandText,
    '--mantine-color-danger-light-color': colors.danger,
    '--mantine-color-red-light-color': colors.danger,
    '--mantine-color-success-light-color': colors.success,
    '--mantine-color-warning-light-color': colors.warning,
    '--mantine-color-gray-light-color': colors.text,
    '--mantine-color-danger-text': colors.danger,
    '--mantine-color-success-text': colors.success,
    '--mantine-color-warning-text': colors.warning,
    '--mantine-color-brand-text': colors.brandText,
  }
}

/** Ten shades around `base`, which stands at index 6. */
function ramp(base: string): MantineColorsTuple {
  const light = [0.93, 0.86, 0.72, 0.54, 0.36, 0.18].map((share) => mix(base, '#ffffff', share))
  const deep = [0.14, 0.28, 0.42].map((share) => mix(base, '#000000', share))
  return [...light, base, ...deep] as unknown as MantineColorsTuple
}
