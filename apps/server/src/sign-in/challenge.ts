import { createSealer } from '@tangram/storage'

/** Between password and code: who asked, and whether the password was right, which nobody is told before the code. */
export type Challenge = { login: string; person: string | null; isRight: boolean; at: number }

const validMs = 5 * 60_000
const purpose = 'sign-in challenge'
const nobody = '00000000-0000-0000-0000-000000000000'

/** Sealed, and as long for somebody who does not exist. */
export function sealChallenge(secret: string, { login, person, isRight, at }: Challenge): string {
  return createSealer({ secret }, purpose).seal(JSON.stringify([login, person ?? nobody, isRight ? 1 : 0, at]), purpose)
}

/** Null when it was not made here, was changed or is older than five minutes. */
export function openChallenge(secret: string, sealed: string, now: number): Challenge | null {
  const opened = createSealer({ secret }, purpose).open(sealed, purpose)
  if (!opened) return null
  const [login, person, isRight, at] = JSON.parse(opened.text) as [string, string, number, number]
  if (now - at > validMs) return null
  return { login, person: person === nobody ? null : person, isRight: isRight === 1, at }
}
