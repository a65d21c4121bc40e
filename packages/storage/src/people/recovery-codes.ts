import { createHmac, randomInt } from 'node:crypto'

const count = 10
const half = 5
/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes of the form `k7mhw-2xq9c`, each good for one sign-in without the authenticator. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: half }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: count }, () => `${part()}-${part()}`)
}

/** What is kept of a code: worth nothing without the installation's secret. Capitals, spaces and dashes do not matter. */
export function recoveryHash(key: Buffer, person: string, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[\s-]/g, '')
  return createHmac('sha256', key).update(`${person} ${plain}`).digest()
}
