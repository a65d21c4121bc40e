import { RE2JS } from 're2js'

export type Pattern = { matches(text: string): boolean }

const compiled = new Map<string, Pattern | undefined>()
const most = 500

/**
 * Compiles a pattern that a person wrote, on an engine whose time grows linearly with the text.
 * Undefined when the pattern cannot be read. The whole text has to match.
 */
export function compilePattern(source: string): Pattern | undefined {
  if (!compiled.has(source)) {
    if (compiled.size >= most) compiled.clear()
    compiled.set(source, read(source))
  }
  return compiled.get(source)
}

function read(source: string): Pattern | undefined {
  try {
    const pattern = RE2JS.compile(source)
    return { matches: (text) => pattern.matches(text) }
  } catch {
    return undefined
  }
}
