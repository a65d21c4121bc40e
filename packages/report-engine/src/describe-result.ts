import { type Locale, textIn } from '@tangram/data-model'
import { type Row, read } from './charts/reading.ts'
import { say } from './charts/words.ts'
import type { ReportResult } from './result.ts'

/**
 * A result in a few sentences, for those who do not see its chart: how many groups, and where each figure is highest and lowest.
 *
 *     describeResult(result, 'en') // '4 groups by Problem. Complaints: highest Malfunction (128), lowest Attitude (31).'
 */
export function describeResult(result: ReportResult, locale: Locale): string {
  const reading = read(result, { locale, palette: [], dark: false })
  if (reading.rows.length === 0) return say('summaryNone', locale)
  const dimensions = reading.dimensions.map(({ column }) => textIn(column.label, locale, column.id)).join(locale === 'zh-CN' ? '、' : ', ')
  const parts = reading.dimensions.length > 0 ? [say('summaryGroups', locale, { dimensions, count: reading.rows.length })] : []
  const [only, another] = reading.dimensions
  const offset = reading.dimensions.find(({ column }) => column.own === '$cohort.offset')
  for (const measure of reading.measures) {
    // Of all that began all are there.
    const isFirst = (row: Row) => offset !== undefined && measure.column.conversion !== undefined && row[offset.at] === 0
    const known = reading.rows.filter((row) => reading.figure(row, measure) !== null && !isFirst(row))
    if (only?.column.own === '$stage' && !another && known.length > 1) {
      const steps = known.map((row) => `${reading.name(row)} ${reading.text(row, measure)}`).join(locale === 'zh-CN' ? '、' : ', ')
      parts.push(say('summarySteps', locale, { measure: measure.label, steps }))
      continue
    }
    const [first] = known
    if (!first) continue
    let [top, low] = [first, first]
    for (const row of known) {
      const figure = reading.figure(row, measure) ?? 0
      if (figure > (reading.figure(top, measure) ?? 0)) top = row
      if (figure < (reading.figure(low, measure) ?? 0)) low = row
    }
    parts.push(
      known.length === 1 || reading.dimensions.length === 0
        ? say('summaryOne', locale, { measure: measure.label, text: reading.text(first, measure) })
        : say('summaryRange', locale, {
            measure: measure.label,
            top: reading.name(top),
            topText: reading.text(top, measure),
            low: reading.name(low),
            lowText: reading.text(low, measure),
          }),
    )
  }
  if (result.truncated) parts.push(say('summaryCut', locale, { count: reading.rows.length }))
  return parts.join('').trim() || say('summaryNone', locale)
}
