import type { Problem } from './field-type.ts'

/** Bounds of dates or times (texts that sort as they follow each other) that leave nothing in between. */
export function afterProblem(min: string | undefined, max: string | undefined): (Problem & { setting: string })[] {
  if (min === undefined || max === undefined || min <= max) return []
  return [{ setting: 'max', code: 'form.setting.min-above-max', params: { min, max } }]
}
