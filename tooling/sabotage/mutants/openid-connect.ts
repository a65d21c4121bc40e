import type { Mutant } from '../mutant.ts'

const test = 'apps/server/src/oidc.integration.test.ts'

export const openidConnect: readonly Mutant[] = [
  {
    name: 'openid connect: a signature of any key will do',
    file: 'apps/server/src/oidc/discover.ts',
    find: '  enableNonRepudiationChecks(made)\n',
    replace: '',
    test,
  },
  {
    name: 'openid connect: a way that somebody else began is taken',
    file: 'apps/server/src/oidc/end-flow.ts',
    find: '!isSame(browserMark(request, services.config), flow.browser)',
    replace: 'flow.browser.length === 0',
    test,
  },
  {
    name: 'openid connect: an address that nobody verified links people',
    file: 'apps/server/src/oidc/person-of.ts',
    find: 'provider.matchesEmail && isVerified && email',
    replace: 'provider.matchesEmail && email',
    test,
  },
  {
    name: 'openid connect: a password gets past the provider',
    file: 'packages/storage/src/people/create-people.ts',
    find: 'select p.id, case when not ${isPasswordOff} then p.password_hash end as hash, p.active,',
    replace: 'select p.id, p.password_hash as hash, p.active,',
    test,
  },
  {
    name: 'openid connect: sessions outlive the link they began by',
    file: 'packages/storage/src/people/create-identities.ts',
    find: 'where b.session = s.id and b.provider = $1 and b.person = $2',
    replace: 'where b.session = s.id and b.provider = $1 and b.person = $2 and false',
    test,
  },
  {
    name: 'openid connect: private addresses are open to every host',
    file: 'apps/server/src/oidc/guarded-fetch.ts',
    find: 'privateNetwork && to.hostname === home ? wide',
    replace: 'privateNetwork ? wide',
    test: 'apps/server/src/oidc/guarded-fetch.test.ts',
  },
]
