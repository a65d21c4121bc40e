import type { Platform } from '@tangram/app-model'
import { AppError, fillAll, type LocalizedText } from '@tangram/data-model'
import { fieldTypeOf, importMessages } from '@tangram/form-engine'
import type { Fence, ImportPlace, ImportSeen, IncomingRow, RowRefusal, Storage } from '@tangram/storage'
import { type ImportedRow, importWorkbook, type RowProblem, reopenWorkbook } from '@tangram/workbook'

export type ImportRun = { storage: Storage; platform: Platform; id: string; fence: Fence; zone: string }
type Current = Awaited<ReturnType<Storage['imports']['resume']>>

/** Cells of one batch: as many rows as fit, so that wide tables take no more memory than narrow ones. */
const cellsPerBatch = 20_000
const tellEveryMs = 300

/**
 * Does what an import waits for: infers its tables, compares its rows with the records, or writes them. Goes on where it was when it was
 * interrupted. What is wrong with the file is kept with the import; any other failure is thrown, and the job comes again.
 */
export async function runImport(run: ImportRun): Promise<void> {
  const { storage, id, fence } = run
  const current = await storage.imports.resume(id, fence)
  try {
    if (current.import.state === 'reading') await inferTables(run, current)
    else if (current.import.state === 'checking' || current.import.state === 'writing') await moveRows(run, current)
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500 || error.code === 'storage.job.fenced') throw error
    const texts = { en: error.messageIn('en'), 'zh-CN': error.messageIn('zh-CN') }
    const fix = { en: error.fixIn('en') ?? '', 'zh-CN': error.fixIn('zh-CN') ?? '' }
    await storage.imports.settle(id, fence, { state: 'failed', error: { code: error.code, text: texts, ...(fix.en ? { fix } : {}) } })
  }
}

async function inferTables({ storage, platform, id, fence }: ImportRun, current: Current): Promise<void> {
  const principal = await storage.people.principalOf(current.import.person)
  const { path } = await storage.files.open(principal, current.import.file)
  let told = performance.now()
  const book = await importWorkbook(path, {
    name: current.import.name,
    registry: platform.fields,
    choices: current.import.choices,
    known: (words) => storage.imports.namesAmong(words),
    onProgress: async (share) => {
      if (performance.now() - told < tellEveryMs) return
      told = performance.now()
      await storage.imports.advance(id, fence, share)
    },
  })
  await book.close()
  await storage.imports.settle(id, fence, { state: 'read', tables: book.tables })
}

async function moveRows(run: ImportRun, { import: one, mode, place }: Current): Promise<void> {
  const { storage, platform, id, fence, zone } = run
  const { target, tables } = one
  if (!target || !tables) return
  const principal = await storage.people.principalOf(one.person)
  const { path } = await storage.files.open(principal, one.file)
  const book = await reopenWorkbook(path, { name: one.name, registry: platform.fields })
  const total = target.steps.reduce((sum, { table }) => sum + (tables.find(({ name }) => name === table)?.rows ?? 0), 0)
  let done = 0
  try {
    for (const [index, step] of target.steps.entries()) {
      const table = tables.find(({ name }) => name === step.table)
      if (!table) continue
      if (index < place.step) {
        done += table.rows
        continue
      }
      const seen: ImportSeen = { keys: new Map(), values: new Map(), records: new Set() }
      const from = index === place.step ? place.row : 0
      const size = Math.max(20, Math.min(500, Math.floor(cellsPerBatch / Math.max(1, step.plan.length))))
      for await (const rows of batched(book.rows(table, step.plan, { zone, formulas: target.formulas }), size, from)) {
        const last = rows.at(-1)?.number ?? 0
        done += rows.length
        const taken = rows.filter(({ problems }) => problems.length === 0).map(incoming)
        if (last <= from) {
          await storage.imports.recall(principal, taken, { target, step, seen })
          continue
        }
        const refused = rows.filter(({ problems }) => problems.length > 0).map((row) => refusalOf(row, platform))
        const at: ImportPlace = { step: index, row: last }
        const share = total === 0 ? 1 : Math.min(1, done / total)
        await storage.imports.batch(principal, id, taken, { mode, step, target, fence, place: at, share, refused, seen })
      }
      await storage.imports.finishStep(principal, id, { mode, step, target, fence, place: { step: index, row: 0 }, seen })
    }
  } finally {
    await book.close()
  }
  await storage.imports.settle(id, fence, { state: mode === 'check' ? 'checked' : 'done' })
}

/** Records in batches of about so many lines, none of which reaches over the line where the last run stopped. */
async function* batched(rows: AsyncIterable<ImportedRow>, size: number, from: number): AsyncGenerator<ImportedRow[]> {
  let batch: ImportedRow[] = []
  let lines = 0
  for await (const row of rows) {
    const last = batch.at(-1)
    if (last && (lines >= size || (last.number <= from && row.number > from))) {
      yield batch
      batch = []
      lines = 0
    }
    batch.push(row)
    lines += 1 + row.more.length
  }
  if (batch.length > 0) yield batch
}

function incoming({ number, cells, more, values, lines, names }: ImportedRow): IncomingRow {
  return { number, cells, more, values, lines, names }
}

function refusalOf({ number, cells, more, problems }: ImportedRow, platform: Platform): RowRefusal {
  return {
    row: number,
    cells,
    more,
    problems: problems.map((problem) => {
      const { column, field, within, line } = problem
      return { column, field: within ?? field, ...(within === undefined ? {} : { line }), message: messageOf(problem, platform) }
    }),
  }
}

function messageOf({ code, cell, at, type }: RowProblem, platform: Platform): LocalizedText {
  return fillAll(importMessages[code].text, { cell, at, type: fieldTypeOf(platform.fields, type)?.label ?? type })
}
