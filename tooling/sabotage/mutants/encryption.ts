import type { Mutant } from '../mutant.ts'

const test = 'packages/storage/src/encryption/encrypted-fields.integration.test.ts'

export const encryption: readonly Mutant[] = [
  {
    name: 'encryption: a sealed value opens in another record',
    file: 'packages/storage/src/encryption/sealed-value.ts',
    find: 'ownName(field), record, match]',
    replace: "ownName(field), record && '', match]",
    test,
  },
  {
    name: 'encryption: what is opened is not masked',
    file: 'packages/storage/src/records/projection.ts',
    find: 'values[field] = maskText(mask, value)',
    replace: 'values[field] = value',
    test,
  },
  {
    name: 'encryption: whoever sees a value masked can find it by guessing the whole',
    file: 'packages/storage/src/records/source.ts',
    find: 'then ${code} end`',
    replace: 'then ${code} else ${code} end`',
    test,
  },
  {
    name: 'encryption: a publish leaves the history readable',
    file: 'packages/storage/src/encryption/sweep-app.ts',
    find: 'fields: encrypted }',
    replace: 'fields: [] }',
    test,
  },
  {
    name: 'encryption: what was typed into an earlier form lies readable in the retired column',
    file: 'packages/storage/src/records/opened-app.ts',
    find: ' || isEncrypted(attributeOf(now.entity, id)?.valueType)',
    replace: '',
    test,
  },
  {
    name: 'encryption: a rotation leaves the history under the former key',
    file: 'packages/storage/src/encryption/rotate-keys.ts',
    find: 'isSealed(text) && keyVersionOf(text) !== version',
    replace: 'isSealed(text) && keyVersionOf(text) > version',
    test,
  },
]
