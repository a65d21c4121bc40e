import type { Mutant } from '../mutant.ts'

const overHttp = 'apps/server/src/sign-in.integration.test.ts'
const stored = 'packages/storage/src/people/security.integration.test.ts'

/** Passwords, second factors, sessions and who may try them how often. */
export const signIn: readonly Mutant[] = [
  {
    name: 'sign-in: being known for one login helps to guess at every other',
    file: 'apps/server/src/sign-in/sign-in-limits.ts',
    find: 'if (device?.knows(login)) return',
    replace: 'if (device) return',
    test: overHttp,
  },
  {
    name: 'sign-in: whoever makes up a cookie is a known device',
    file: 'apps/server/src/sign-in/known-device.ts',
    find: '!timingSafeEqual(expected as Buffer, given as Buffer) || ',
    replace: '',
    test: overHttp,
  },
  {
    name: 'sign-in: the right code lets in behind a wrong password',
    file: 'apps/server/src/routes/session.ts',
    find: 'const person = challenge.isRight ? challenge.person : null',
    replace: 'const { person } = challenge',
    test: overHttp,
  },
  {
    name: 'sign-in: only who exists is asked for a code',
    file: 'apps/server/src/sign-in/pretends-factor.ts',
    find: '/ 2 ** 32 < share',
    replace: '/ 2 ** 32 < share * 0',
    test: overHttp,
  },
  {
    name: 'sign-in: a duty can wait',
    file: 'apps/server/src/http/guard.ts',
    find: 'if (session.duty && !duringDuty) throw',
    replace: 'if (session.duty && !duringDuty && request.who) throw',
    test: overHttp,
  },
  {
    name: 'sign-in: a code serves as often as it is shown',
    file: 'packages/storage/src/people/create-second-factors.ts',
    find: 'and secret = $3 and last_step < $2',
    replace: 'and secret = $3',
    test: stored,
  },
  {
    name: 'sign-in: only the present password may not come again',
    file: 'packages/storage/src/people/check-password.ts',
    find: '[person, count - 1]',
    replace: '[person, 0]',
    test: stored,
  },
  {
    name: 'sign-in: a page that only listens keeps its session alive',
    file: 'packages/storage/src/people/create-sessions.ts',
    find: 'case when $5 then $2 else s.touched_at end',
    replace: 'case when $5 then $2 else $2 end',
    test: stored,
  },
]
