import type { Attempt } from '@tangram/storage'
import type { KnownDevice } from './known-device.ts'

const minute = 60_000

/**
 * How often a password or a code may be tried for a login. A browser that has been signed in with this login before has a budget of its own:
 * strangers who guess at the login, from its own network too, use up theirs and lock nobody out. Made of the login that was asked for, so that
 * one that does not exist is limited alike; the first is forgotten once somebody has signed in.
 */
export function signInLimits(step: 'login' | 'code', login: string, network: string, device: KnownDevice | null): [Attempt, ...Attempt[]] {
  if (device?.knows(login)) return [{ key: `${step} on ${device.id} ${login}`, limit: 10, windowMs: 15 * minute }]
  return [
    { key: `${step} ${login} ${network}`, limit: 5, windowMs: 5 * minute },
    { key: `${step} ${login}`, limit: 50, windowMs: 15 * minute },
    { key: `${step} from ${network}`, limit: 100, windowMs: 5 * minute },
  ]
}
