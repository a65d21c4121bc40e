import pg from 'pg'
import { fail } from './errors.ts'

/** What stands in quotes, which has no placeholders, or a placeholder. */
const placeholders = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\$(\d+)/g

/**
 * A statement with its parameters written into it, as literals of no type of their own, which PostgreSQL reads as it reads parameters. Only
 * for COPY, which takes none.
 *
 * @throws storage.query.invalid 400 for a text that no statement can hold
 */
export function inlined({ text, parameters }: { text: string; parameters: readonly unknown[] }): string {
  return text.replace(placeholders, (whole, index?: string) => (index === undefined ? whole : literal(parameters[Number(index) - 1])))
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  const text = String(value)
  if (text.includes('\0'))
    throw fail('storage.query.invalid', { reason: { en: 'it holds a value that cannot be stored', 'zh-CN': '含有无法保存的值' } })
  return pg.escapeLiteral(text)
}
