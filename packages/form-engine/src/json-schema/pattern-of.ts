import { RE2JS } from 're2js'

/**
 * A pattern of JSON Schema (ECMA-262, found anywhere in the text) as one that the whole text matches on RE2.
 *
 *     patternOf('^[A-Z]{2}$') // { pattern: '[A-Z]{2}' }
 *     patternOf('(?=x)') // { reason: 'invalid or unsupported Perl syntax' }
 */
export function patternOf(source: string): { pattern: string } | { reason: string } {
  const plain = source.replace(/\\u\{?([0-9a-fA-F]{4,6})\}?/g, (_, code: string) => `\\x{${code}}`).replaceAll('\\/', '/')
  const body = /^\^([\s\S]*)\$$/.exec(plain)?.[1]
  // Without choices at the top, and no escaped `$` at the end, the two marks say no more than “the whole text”.
  const pattern = body !== undefined && !/[|^$]|\\$/.test(body) ? body : `[\\s\\S]*(?:${plain})[\\s\\S]*`
  try {
    RE2JS.compile(plain)
    RE2JS.compile(pattern)
    return { pattern }
  } catch (error) {
    return { reason: error instanceof Error ? error.message.replace(/^error parsing regexp: /, '').slice(0, 120) : String(error) }
  }
}
