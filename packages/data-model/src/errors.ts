import type { Locale } from './localized-text.ts'
import { fill, type Message, type MessageParams } from './messages.ts'

/** Codes of one package that a user or operator can meet at run time, with HTTP status and words. */
export type ErrorCatalogue<Code extends string = string> = { readonly [C in Code]: Message & { status: number } }

/** A failure the user or operator can act on. Thrown; the edge turns it into problem details. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly params: MessageParams
  readonly entry: Message
  /** JSON Pointer to the offending part of the request, if one part is to blame. */
  readonly path: string | undefined
  /** More for the machine: field errors, both versions of a conflict, diagnostics. */
  readonly details: unknown

  constructor(
    code: string,
    entry: Message & { status: number },
    params: MessageParams = {},
    more: { path?: string; details?: unknown; cause?: unknown } = {},
  ) {
    super(`${code}: ${fill(entry.text.en, params, 'en')}`, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.status = entry.status
    this.params = params
    this.entry = entry
    this.path = more.path
    this.details = more.details
  }

  messageIn(locale: Locale): string {
    return fill(this.entry.text[locale], this.params, locale)
  }

  fixIn(locale: Locale): string | undefined {
    return this.entry.fix && fill(this.entry.fix[locale], this.params, locale)
  }
}

/** Binds a catalogue: `const fail = failures(catalogue); throw fail('storage.record.stale', {...})`. */
export function failures<Code extends string>(catalogue: ErrorCatalogue<Code>) {
  return (code: Code, params?: MessageParams, more?: { path?: string; details?: unknown; cause?: unknown }): AppError =>
    new AppError(code, catalogue[code], params, more)
}

/** A bug of ours. Loud on purpose. */
export class InvariantError extends Error {
  override name = 'InvariantError'
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

export function unreachable(value: never): never {
  throw new InvariantError(`unreachable value ${JSON.stringify(value)}`)
}
