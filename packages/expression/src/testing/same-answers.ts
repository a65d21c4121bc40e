import type { JsonValue, RecordValues } from '@tangram/data-model'
import fc from 'fast-check'
import type pg from 'pg'
import { compileEvaluator } from '../compile-evaluator.ts'
import { fromJsonLogic } from '../from-json-logic.ts'
import type { Given, Logic } from '../logic.ts'
import { canonical, exactly } from '../number.ts'
import { recordReader } from '../read-name.ts'
import { isTruthy } from '../truth.ts'
import { anyLogic, anyRecord, sampleScope } from './arbitrary-logic.ts'
import { given } from './case-files.ts'
import { type Answer, answersOfPostgres, fillSampleTable } from './sample-table.ts'

/** An expression and a record over which PostgreSQL and the closures disagree. */
export type Mismatch = { logic: Logic; zone: string; values: RecordValues; closures: Answer | string; postgres: Answer | string }

const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC']
/** Expressions for one statement, and statements over the same rows. */
const perStatement = 32
const perTable = 64
const rowsPerTable = 16

/**
 * Makes typed expressions at random and compares closures with PostgreSQL over random rows, as a value and as a WHERE.
 *
 * @param of what makes the expressions
 * @param onProgress called after each statement with the expressions compared so far
 */
export async function compareAnswers(
  client: pg.Client,
  {
    cases,
    seed,
    of = anyLogic,
    onProgress,
  }: { cases: number; seed: number; of?: fc.Arbitrary<Logic>; onProgress?: (done: number) => void },
): Promise<{ cases: number; mismatches: number; first?: Mismatch }> {
  let done = 0
  let mismatches = 0
  let first: Mismatch | undefined
  let rows: RecordValues[] = []
  for (let statement = 0; done < cases; statement++) {
    if (statement % perTable === 0) {
      rows = [...fc.sample(anyRecord, { numRuns: rowsPerTable - 1, seed: seed + statement }), {}]
      await fillSampleTable(client, rows)
    }
    const situation: Given = { ...given, zone: zones[statement % zones.length] ?? 'UTC' }
    const logics = typedLogics(of, Math.min(perStatement, cases - done), seed + statement)
    const different = await differencesOf(client, logics, rows, situation)
    done += logics.length
    mismatches += different.length
    if (first === undefined && different[0]) first = await smallest(client, different[0], rows, situation)
    onProgress?.(done)
  }
  return first ? { cases: done, mismatches, first } : { cases: done, mismatches }
}

function typedLogics(of: fc.Arbitrary<Logic>, count: number, seed: number): Logic[] {
  const found: Logic[] = []
  for (let round = 0; found.length < count; round++) {
    const made = fc.sample(of, { numRuns: count * 2, seed: seed * 31 + round })
    found.push(...made.filter((logic) => fromJsonLogic(logic, { ...sampleScope, inDatabase: true }).tree !== undefined))
  }
  return found.slice(0, count)
}

/** The first record for each expression that the two disagree about. */
async function differencesOf(
  client: pg.Client,
  logics: readonly Logic[],
  rows: readonly RecordValues[],
  situation: Given,
): Promise<Mismatch[]> {
  let answers: (Answer[] | string)[]
  try {
    answers = await answersOfPostgres(client, logics, situation)
  } catch (error) {
    if (logics.length > 1) {
      // One of them is no SQL that PostgreSQL takes: each alone says which.
      const halves = [logics.slice(0, logics.length >> 1), logics.slice(logics.length >> 1)]
      return [
        ...(await differencesOf(client, halves[0] ?? [], rows, situation)),
        ...(await differencesOf(client, halves[1] ?? [], rows, situation)),
      ]
    }
    answers = [error instanceof Error ? error.message : String(error)]
  }
  return logics.flatMap((logic, index) => {
    const fromSql = answers[index] ?? []
    const fromClosures = answersOfClosures(logic, rows, situation)
    const row = rows.findIndex((_, at) => {
      const [postgres, closures] = [fromSql[at], fromClosures[at]]
      return (
        typeof postgres !== 'object' ||
        typeof closures !== 'object' ||
        postgres.value !== closures.value ||
        postgres.passes !== closures.passes
      )
    })
    if (row < 0) return []
    const postgres = typeof fromSql === 'string' ? fromSql : (fromSql[row] ?? 'no answer')
    return [{ logic, zone: situation.zone, values: rows[row] ?? {}, closures: fromClosures[row] ?? 'no answer', postgres }]
  })
}

function answersOfClosures(logic: Logic, rows: readonly RecordValues[], situation: Given): (Answer | string)[] {
  const type = fromJsonLogic(logic, sampleScope).tree?.type
  const run = compileEvaluator(logic)
  return rows.map((values) => {
    try {
      const value = run(recordReader(values), situation)
      return {
        value: asText(value, type?.kind === 'list' ? type.of.kind : type?.kind),
        passes: type?.kind === 'boolean' && isTruthy(value),
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

/** As PostgreSQL writes the value as text: decimals without trailing zeros, items between commas, blanks left out. */
export function asText(value: JsonValue, kind: string | undefined): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return value.flatMap((item) => asText(item, kind) ?? []).join(',')
  const number = kind === 'decimal' ? exactly(value) : undefined
  return number ? canonical(number) : String(value)
}

/** The mismatch with as little in it as can be: parts take the place of the whole as long as the two still disagree. */
async function smallest(client: pg.Client, found: Mismatch, rows: readonly RecordValues[], situation: Given): Promise<Mismatch> {
  let best = found
  for (let turn = 0; turn < 200; turn++) {
    const size = JSON.stringify(best.logic).length
    const smaller = simpler(best.logic).filter(
      (logic) => JSON.stringify(logic).length < size && fromJsonLogic(logic, sampleScope).tree !== undefined,
    )
    let next: Mismatch | undefined
    for (const logic of smaller) {
      next = (await differencesOf(client, [logic], rows, situation))[0]
      if (next) break
    }
    if (!next) break
    best = next
  }
  const used = Object.entries(best.values).filter(([name]) => JSON.stringify(best.logic).includes(`"${name}"`))
  return { ...best, values: Object.fromEntries(used) }
}

/** Every expression with one part taken away or put in place of what holds it. */
function simpler(logic: Logic): Logic[] {
  if (logic === null || typeof logic !== 'object') return typeof logic === 'string' && logic !== '' ? [''] : []
  if (Array.isArray(logic))
    return logic.flatMap((item, index) => [logic.toSpliced(index, 1), ...simpler(item).map((each) => logic.with(index, each))])
  const [op = '', args = null] = Object.entries(logic)[0] ?? []
  if (op === 'var' || !Array.isArray(args)) return [null]
  return [null, ...args, ...simpler(args).map((each) => ({ [op]: each }))]
}
