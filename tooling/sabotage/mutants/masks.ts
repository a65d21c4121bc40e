import type { Mutant } from '../mutant.ts'

const model = 'packages/storage/src/records/permission-model.integration.test.ts'
const cells = 'packages/storage/src/records/masked-fields.integration.test.ts'

export const masks: readonly Mutant[] = [
  {
    name: 'masks: a field that one role shows whole is whole in every record',
    file: 'packages/storage/src/records/source.ts',
    find: 'then ${cell} else ${masked} end`',
    replace: 'then ${cell} else ${cell} end`',
    test: model,
  },
  {
    name: 'masks: rules that differ leave what the first one leaves',
    file: 'packages/access/src/mask-rights.ts',
    find: "kinds.size > 1 ? { kind: 'all' } : masks[0]",
    replace: 'masks[0]',
    test: 'packages/access/src/mask-rights.test.ts',
  },
  {
    name: 'masks: a masked field can be changed',
    file: 'packages/access/src/mask-rights.ts',
    find: 'readOnly: new Set(rights.readOnly).add(field)',
    replace: 'readOnly: rights.readOnly',
    test: 'packages/access/src/mask-rights.test.ts',
  },
  {
    name: 'masks: what somebody types for a masked field is silently dropped',
    file: 'packages/storage/src/records/open-cells.ts',
    find: 'values[field] !== seen[field]) throw',
    replace: 'values[field] === null) throw',
    test: cells,
  },
  {
    name: 'masks: the history tells the whole value',
    file: 'packages/storage/src/records/history.ts',
    find: 'return rule && typeof value',
    replace: 'return !rule && typeof value',
    test: cells,
  },
  {
    name: 'masks: the version moves with what is masked',
    file: 'packages/storage/src/records/source.ts',
    find: '...masksOfRoles(app.document.access, entity).keys(), ...hiddenBySteps',
    replace: '...hiddenBySteps',
    test: cells,
  },
]
