import { whenIdle } from './when-idle.ts'

/**
 * Stands in for `libphonenumber-js/min` (see vite.config.ts), which weighs more than the rest of a public form and is not needed
 * before somebody has typed a number. Until it is there, whatever looks like a number passes; the server checks for certain.
 */
type Real = typeof import('libphonenumber-js/min')
type Parsed = Pick<NonNullable<ReturnType<Real['default']>>, 'number' | 'country' | 'isValid' | 'formatNational' | 'formatInternational'>

let real: Real | undefined

whenIdle(() => {
  void import('libphonenumber-js/min').then((module) => {
    real = module
  })
})

export function isSupportedCountry(country: string): boolean {
  return real ? real.isSupportedCountry(country) : /^[A-Z]{2}$/.test(country)
}

export function parsePhoneNumberFromString(text: string, country?: string): Parsed | undefined {
  if (real) return real.parsePhoneNumberFromString(text, country as Parameters<Real['isSupportedCountry']>[0] as 'CN' | undefined)
  if (!/^\+?[\d\s().-]{5,24}$/.test(text)) return undefined
  const same = () => text
  return { number: text as Parsed['number'], country: undefined, isValid: () => true, formatNational: same, formatInternational: same }
}
