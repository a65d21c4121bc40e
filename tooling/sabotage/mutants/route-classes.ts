import type { Mutant } from '../mutant.ts'

const classes = 'apps/server/src/route-classes.integration.test.ts'

export const routeClasses: readonly Mutant[] = [
  {
    name: 'routes: a process of somebody else answers otherwise than none',
    file: 'apps/server/src/routes/initiated.ts',
    find: "error.code === 'storage.flow.unknown') return null",
    replace: 'error.status === 0) return null',
    test: classes,
  },
  {
    name: 'routes: a session that was ended is remembered',
    file: 'packages/storage/src/people/create-sessions.ts',
    find: `'delete from tangram.session where token_hash = $1', [hashOf(token)])
      gone()`,
    replace: `'delete from tangram.session where token_hash = $1', [hashOf(token)])`,
    test: classes,
  },
  {
    name: 'routes: links lead to where the server listens, not to its address',
    file: 'apps/server/src/start-server.ts',
    find: 'config.baseUrl ?? address',
    replace: 'address',
    test: classes,
  },
  {
    name: 'routes: a page is of this site when a header says so',
    file: 'apps/server/src/http/guard.ts',
    find: 'if (host !== request.headers.host && ',
    replace: "if (host !== request.headers['x-forwarded-host'] && ",
    test: classes,
  },
  {
    name: 'routes: values by name are taken without limit',
    file: 'apps/server/src/http/schema.ts',
    find: 'maxProperties: 1_000, ',
    replace: '',
    test: 'apps/server/src/routes/limits.test.ts',
  },
]
