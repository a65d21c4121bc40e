import type { LocalizedText } from './localized-text.ts'
import { fillAll, type MessageCatalogue, type MessageParams } from './messages.ts'

/** Something the author of an app should mend. Returned, never thrown. */
export type Diagnostic = {
  code: string
  /** JSON Pointer (RFC 6901) into the checked document. */
  path: string
  severity: 'error' | 'warning'
  message: LocalizedText
  /** What to do about it. */
  fix?: LocalizedText
}

/** Makes a diagnostic from a catalogue entry. */
export function diagnose<Code extends string>(
  catalogue: MessageCatalogue<Code>,
  code: Code,
  path: string,
  params: MessageParams = {},
  severity: Diagnostic['severity'] = 'error',
): Diagnostic {
  const entry = catalogue[code]
  return {
    code,
    path,
    severity,
    message: fillAll(entry.text, params),
    ...(entry.fix ? { fix: fillAll(entry.fix, params) } : {}),
  }
}

/** Joins path segments to a JSON Pointer, escaping `~` and `/`. */
export function pointer(...segments: (string | number)[]): string {
  return segments.map((s) => `/${String(s).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
