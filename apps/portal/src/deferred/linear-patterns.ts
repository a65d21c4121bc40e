import { whenIdle } from './when-idle.ts'

/**
 * Stands in for `re2js` (see vite.config.ts): few forms have a pattern, and the engine is large. Until it is there, every text
 * passes; the server checks for certain.
 */
type Real = typeof import('re2js')

let real: Real['RE2JS'] | undefined

whenIdle(() => {
  void import('re2js').then((module) => {
    real = module.RE2JS
  })
})

export const RE2JS = {
  compile(source: string): { matches: (text: string) => boolean } {
    let compiled: { matches: (text: string) => boolean } | undefined
    return {
      matches(text) {
        if (!real) return true
        const pattern = compiled ?? real.compile(source)
        compiled = pattern
        return pattern.matches(text)
      },
    }
  },
}
