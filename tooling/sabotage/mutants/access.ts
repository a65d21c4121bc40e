import type { Mutant } from '../mutant.ts'

export const access: readonly Mutant[] = [
  {
    name: 'access: a field hidden by one of two roles is hidden, or none',
    file: 'packages/access/src/rights-on.ts',
    find: 'grants.every((grant) => test(ruleOn(grant, field)))',
    replace: 'grants.some((grant) => test(ruleOn(grant, field)))',
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: a form link reads what others filed',
    file: 'packages/access/src/rights-on.ts',
    find: 'return { ...rights, create: true }',
    replace: 'return { ...rights, create: true, read: true }',
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: hidden fields are not taken out',
    file: 'packages/access/src/redact.ts',
    find: '!rights.hidden.has(field)',
    replace: "field !== ''",
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: a role that may create opens fields of records that are there',
    file: 'packages/access/src/rights-on.ts',
    find: "readOnly: everywhere(thatMay('update'), isFixed),",
    replace: "readOnly: everywhere([...thatMay('update'), ...thatMay('create')], isFixed),",
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: a field hidden by all roles but one is hidden',
    file: 'packages/access/src/rights-on.ts',
    find: 'grants.every((grant) => test(ruleOn(grant, field)))',
    replace: 'grants.some((grant) => test(ruleOn(grant, field)))',
    test: 'packages/storage/src/records/permission-model.integration.test.ts',
  },
]
