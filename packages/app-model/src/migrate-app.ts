import type { AppDocument } from './document.ts'
import { fail } from './errors.ts'

/** The format this version writes. */
const newest = 1

type Migration = (document: { [key: string]: unknown }) => { [key: string]: unknown }

/** How a document of each older format becomes one of the next. Formats begin at 1. */
const migrations: { [format: number]: Migration } = {}

/**
 * Brings a saved document to today's format. Its shape is not checked here: `checkApp` does that.
 *
 * @throws AppError 'app.not-an-app', 'app.format-unknown'
 */
export function migrateApp(document: unknown): AppDocument {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) throw fail('app.not-an-app')
  let current = document as { [key: string]: unknown }
  for (let format = current.format; format !== newest; format = current.format) {
    if (typeof format !== 'number') throw fail('app.not-an-app', {}, { path: '/format' })
    const migrate = Object.hasOwn(migrations, format) ? migrations[format] : undefined
    if (!migrate) throw fail('app.format-unknown', { found: format, newest }, { path: '/format' })
    current = { ...migrate(current), format: format + 1 }
  }
  return current as unknown as AppDocument
}
