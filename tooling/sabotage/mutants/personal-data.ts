import type { Mutant } from '../mutant.ts'

const finding = 'packages/storage/src/personal/personal-data.integration.test.ts'

export const personalData: readonly Mutant[] = [
  {
    name: 'personal data: recycle bins are not looked into',
    file: 'packages/storage/src/personal/create-personal-data.ts',
    find: 'entity.linked ? [false] : [false, true]\n          try',
    replace: '[false]\n          try',
    test: finding,
  },
  {
    name: 'personal data: anybody finds people',
    file: 'packages/storage/src/personal/create-personal-data.ts',
    find: "requireAdmin(principal, 'security')\n      const texts",
    replace: 'const texts',
    test: finding,
  },
  {
    name: 'personal data: columns of sub-forms are not looked into',
    file: 'packages/storage/src/personal/personal-fields.ts',
    find: 'if (!attribute.rows) return known(attribute)',
    replace: 'if (!attribute.rows || !attribute.personal) return known(attribute)',
    test: finding,
  },
  {
    name: 'personal data: numbers are found only as they were typed',
    file: 'packages/storage/src/personal/personal-fields.ts',
    find: 'new Set([typed, compact, national])',
    replace: 'new Set([typed])',
    test: finding,
  },
  {
    name: 'personal data: a copy leaves out what records said before',
    file: 'packages/storage/src/personal/create-personal-data.ts',
    find: 'entity.linked ? [] : await changesSince(',
    replace: 'entity.linked || true ? [] : await changesSince(',
    test: finding,
  },
]
