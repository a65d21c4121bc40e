import type { Readable } from 'node:stream'
import type { PersonPrincipal } from '@tangram/access'
import { inOrder, type JsonValue, type Locale, textIn } from '@tangram/data-model'
import type { Import, Storage } from '@tangram/storage'
import { type Cell, writeCsv, writeXlsx } from '@tangram/workbook'
import { fail } from '../errors.ts'

/** The refused rows as they stood in the file, with the row's number and what is wrong behind them: to be mended and imported again. */
export async function refusalsFile(
  storage: Storage,
  principal: PersonPrincipal,
  one: Import,
  format: 'csv' | 'xlsx',
  locale: Locale,
): Promise<{ name: string; type: string; content: Readable }> {
  const { target, tables } = one
  if (!target || !tables) throw fail('server.not-found')
  const { document } = await storage.apps.get(principal, target.app)
  const labelOf = (entity: string, field: string | undefined) => {
    const label = inOrder(document.entities.items[entity]?.fields).find(({ id }) => id === field)?.label
    return label ? textIn(label, locale, field ?? '') : ''
  }
  async function* rows(): AsyncGenerator<Cell[]> {
    let shown = -1
    for await (const { step, row, cells, problems } of storage.imports.refusals(principal, one.id)) {
      const plan = target?.steps[step]
      if (!plan) continue
      if (step !== shown) {
        const table = tables?.find(({ name }) => name === plan.table)
        yield [...plan.plan.map(({ column }) => table?.columns.find((each) => each.column === column)?.header ?? ''), ...headings[locale]]
        shown = step
      }
      const reasons = problems.map(({ field, message }) => {
        const label = labelOf(plan.entity, field)
        const text = textIn(message, locale, '')
        return label && !text.includes(label) ? `${label}${locale === 'zh-CN' ? '：' : ': '}${text}` : text
      })
      yield [...cells.map(cellOf), row, reasons.join(locale === 'zh-CN' ? '；' : '; ')]
    }
  }
  const base = one.name.replace(/\.\w+$/, '')
  const name = `${base}-${locale === 'zh-CN' ? '未导入' : 'refused'}.${format}`
  return format === 'csv'
    ? { name, type: 'text/csv; charset=utf-8', content: writeCsv(rows()) }
    : { name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: writeXlsx(rows()) }
}

const headings = { en: ['Row', 'Why it was refused'], 'zh-CN': ['行号', '未导入原因'] }

const cellOf = (value: JsonValue): Cell => (value !== null && typeof value === 'object' ? JSON.stringify(value) : value)
