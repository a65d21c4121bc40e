import type { JsonObject } from '@tangram/data-model'
import type { ChartContext } from '../chart-type.ts'

/** Quiet colours of words and lines on both themes, at least 4.5:1 for words. */
export const ink = (dark: boolean) => (dark ? { text: '#c1c7d0', line: '#343b45' } : { text: '#4b5563', line: '#e3e6ea' })

/** What every drawn chart shares: palette, words, a description for screen readers, no motion of its own. */
export function frame({ palette, dark, title }: ChartContext): JsonObject {
  return {
    color: [...palette],
    backgroundColor: 'transparent',
    textStyle: { color: ink(dark).text },
    animationDuration: 180,
    aria: { enabled: true, ...(title ? { label: { general: { withoutTitle: title } } } : {}) },
  }
}
