import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { purposeKey } from '@tangram/storage'

/** A browser that somebody has signed in with before. */
export type KnownDevice = { id: string; knows(login: string): boolean }

/** How long a browser stays known after the last sign-in; browsers keep no cookie longer. */
export const deviceSeconds = 400 * 24 * 3600
/** People who share a browser; the one who has been away longest is forgotten first. */
const mostLogins = 8

/** What a cookie says of a browser: nothing at all when it was not made here, was changed or is too old. */
export function knownDevice(secret: string, cookie: string | undefined, now: number): KnownDevice | null {
  const read = readCookie(secret, cookie, now)
  return read && { id: read.id, knows: (login) => read.tags.includes(tagOf(secret, login)) }
}

/** The cookie of a browser with which this login has just been used. Names nobody: logins are in it as digests. */
export function deviceCookie(secret: string, before: string | undefined, login: string, now: number): string {
  const read = readCookie(secret, before, now)
  const tag = tagOf(secret, login)
  const tags = [tag, ...(read?.tags ?? []).filter((each) => each !== tag)].slice(0, mostLogins)
  const content = ['d1', read?.id ?? randomBytes(16).toString('base64url'), now.toString(36), tags.join('~')].join('.')
  return `${content}.${macOf(secret, content)}`
}

function readCookie(secret: string, cookie: string | undefined, now: number): { id: string; tags: string[] } | null {
  const parts = cookie && cookie.length <= 500 ? cookie.split('.') : []
  const [format, id = '', at = '', tags = '', mac = ''] = parts
  if (parts.length !== 5 || format !== 'd1') return null
  const [expected, given] = [macOf(secret, parts.slice(0, 4).join('.')), mac].map((text) => hash('sha256', text, 'buffer'))
  const ageMs = now - Number.parseInt(at, 36)
  if (!timingSafeEqual(expected as Buffer, given as Buffer) || !(ageMs < deviceSeconds * 1000)) return null
  return { id, tags: tags.split('~') }
}

const macOf = (secret: string, text: string): string =>
  createHmac('sha256', purposeKey(secret, 'known device')).update(text).digest('base64url')

const tagOf = (secret: string, login: string): string => macOf(secret, `login ${login}`).slice(0, 16)
