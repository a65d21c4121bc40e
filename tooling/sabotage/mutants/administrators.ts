import type { Mutant } from '../mutant.ts'

const test = 'apps/server/src/administrators.integration.test.ts'

/** Duties of administrators that exclude each other. */
export const administrators: readonly Mutant[] = [
  {
    name: 'administrators: separated ones see every record',
    file: 'packages/storage/src/people/principal-of.ts',
    find: 'const admin = row.admin && !row.isSeparated',
    replace: 'const admin = row.admin',
    test,
  },
  {
    name: 'administrators: any duty opens every route',
    file: 'packages/access/src/administrator-duty.ts',
    find: 'principal.administers === duty',
    replace: 'principal.administers !== undefined',
    test,
  },
  {
    name: 'administrators: a duty may be left to nobody when they are separated',
    file: 'packages/storage/src/people/create-administrators.ts',
    find: 'if (missing) throw',
    replace: 'if (missing && duties.size === 0) throw',
    test,
  },
  {
    name: 'administrators: the last of a duty may be given another',
    file: 'packages/storage/src/people/keep-administrator.ts',
    find: 'and (not s.on or o.administers = p.administers)',
    replace: '',
    test,
  },
  {
    name: 'administrators: somebody changes their own duty',
    file: 'packages/storage/src/people/create-administrators.ts',
    find: "principal.kind === 'person' && principal.id === person",
    replace: "principal.kind === 'person' && principal.id === ''",
    test,
  },
  {
    name: 'administrators: whoever is told another duty keeps the old one until the memory is emptied',
    file: 'packages/storage/src/people/create-administrators.ts',
    find: "hub.tell('people', '')",
    replace: '',
    test,
  },
]
