/**
 * Stands in for `re2js` (see vite.config.ts): few forms have a pattern, and the engine is large. The first text that is held against one
 * sends for it. Until it is there, every text passes; the server checks for certain.
 */
type Matcher = { matches: (text: string) => boolean }

let compileReally: ((source: string) => Matcher) | undefined
let isAsked = false

export const RE2JS = {
  compile(source: string): Matcher {
    askForEngine()
    let compiled: Matcher | undefined
    return {
      matches(text) {
        if (!compileReally) return true
        compiled ??= readable(source, compileReally)
        return compiled.matches(text)
      },
    }
  },
}

function askForEngine(): void {
  if (isAsked) return
  isAsked = true
  import('re2js').then(
    ({ RE2JS: real }) => {
      compileReally = (source) => real.compile(source)
    },
    // Out of reach just now: the next pattern asks again.
    () => {
      isAsked = false
    },
  )
}

/** A pattern nobody can read binds nobody, as in the form engine. */
function readable(source: string, compile: (source: string) => Matcher): Matcher {
  try {
    return compile(source)
  } catch {
    return { matches: () => true }
  }
}
