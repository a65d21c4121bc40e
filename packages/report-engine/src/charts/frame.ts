import type { JsonObject } from '@tangram/data-model'
import type { ChartContext } from '../chart-type.ts'
import { compactValue } from '../format-value.ts'
import type { ColumnMeta } from '../result.ts'

/** Quiet colours of words and lines on both themes, at least 4.5:1 for words; `surface` is what lies behind the drawing. */
export const ink = (dark: boolean) =>
  dark
    ? { text: '#c1c7d0', strong: '#d9dee7', line: '#343b45', faint: '#22272f', surface: '#181b21' }
    : { text: '#4b5563', strong: '#1b2029', line: '#e3e6ea', faint: '#f1f3f6', surface: '#ffffff' }

/** Beyond this nobody tells series apart by their patterns, and drawing them takes seconds. */
const mostPatterns = 28

/**
 * What every drawn chart shares: palette, words, a description for screen readers, no motion of its own. With more series than colours,
 * patterns tell them apart.
 */
export function frame({ palette, dark, title }: ChartContext, series = 0): JsonObject {
  return {
    color: [...palette],
    backgroundColor: 'transparent',
    textStyle: { color: ink(dark).text },
    animationDuration: 180,
    aria: {
      enabled: true,
      ...(title ? { label: { description: title } } : {}),
      ...(series > palette.length && series <= mostPatterns ? { decal: { show: true } } : {}),
    },
  }
}

export const sizeOf = ({ size }: ChartContext) => size ?? { width: 480, height: 320 }

export const itemTooltip: JsonObject = { trigger: 'item', confine: true }

/** A legend at the top; one series needs none. */
export function legend({ dark, palette }: ChartContext, names: readonly string[], more: JsonObject = {}): JsonObject {
  return {
    show: names.length > 1,
    type: 'scroll',
    top: 0,
    itemWidth: 14,
    itemHeight: 10,
    itemGap: 12,
    data: [...new Set(names)],
    textStyle: { color: ink(dark).text, width: 160, overflow: 'truncate' },
    pageIconColor: palette[0] ?? ink(dark).text,
    pageIconInactiveColor: ink(dark).line,
    pageTextStyle: { color: ink(dark).text },
    ...more,
  }
}

/** Five steps of one hue from pale to full; on a dark ground from dim to bright. */
export function ramp({ palette, dark }: ChartContext): string[] {
  const full = palette[0] ?? '#2f5fd0'
  const paper = dark ? '#232a36' : '#e4ebfa'
  return [0, 0.3, 0.55, 0.78, 1].map((share) => mix(paper, full, share))
}

/** From one hue over paper to another: below and above zero. */
export function divergingRamp({ palette, dark }: ChartContext): string[] {
  const [above = '#2f5fd0', below = '#b85f00'] = palette
  const paper = dark ? '#2b313b' : '#f1f3f6'
  return [below, mix(paper, below, 0.5), paper, mix(paper, above, 0.5), above]
}

function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)]
  return `#${a.map((channel, i) => hex(channel + ((b[i] ?? 0) - channel) * share)).join('')}`
}

/** The colour a scale gives a figure; beyond its ends that of the end. */
export function colorAt({ min, max, inRange }: JsonObject, figure: number): string {
  const stops = (inRange as { color: string[] }).color
  const share = Math.min(1, Math.max(0, (figure - Number(min)) / (Number(max) - Number(min) || 1))) * (stops.length - 1)
  const at = Math.min(stops.length - 2, Math.floor(share))
  return mix(stops[at] ?? '#ffffff', stops[at + 1] ?? '#ffffff', share - at)
}

/** Dark or light words, whichever reads better on the colour. */
export function wordsOn(color: string): string {
  const light = luminance(color)
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.062 ? '#ffffff' : '#1b2029'
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) || 0)
const hex = (channel: number) => Math.round(channel).toString(16).padStart(2, '0')

/** Scale of colours for figures; below and above zero have a hue each. */
export function colorScale(context: ChartContext, figures: readonly number[], format: ColumnMeta['format'], place: JsonObject): JsonObject {
  let [min, max] = [Infinity, -Infinity]
  for (const figure of figures) {
    min = Math.min(min, figure)
    max = Math.max(max, figure)
  }
  if (figures.length === 0) [min, max] = [0, 1]
  const isDiverging = min < 0 && max > 0
  const most = Math.max(-min, max)
  if (isDiverging) [min, max] = [-most, most]
  else if (min === max) [min, max] = max <= 0 ? [Math.min(0, min), 1] : [0, max]
  else if (min > 0 && min < max / 2) min = 0
  return {
    type: 'continuous',
    min,
    max,
    calculable: false,
    inRange: { color: isDiverging ? divergingRamp(context) : ramp(context) },
    textStyle: { color: ink(context.dark).text },
    text: [max, min].map((figure) => compactValue(Number.isFinite(figure) ? figure : 0, format, context.locale)),
    ...place,
  }
}
