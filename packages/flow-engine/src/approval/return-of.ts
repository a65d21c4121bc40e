import type { BegunBy, BegunByReturn } from '../state.ts'

/** The return a visit was begun by, also where it was taken back since and begun again; undefined when there was none. */
export function returnOf(begun: BegunBy | undefined): BegunByReturn | undefined {
  if (begun?.how === 'withdraw') return begun.again
  return begun?.how === 'return' ? begun : undefined
}
