import type { Mutant } from '../mutant.ts'

export const appModel: readonly Mutant[] = [
  {
    name: 'publish: a removed field is not retired',
    file: 'packages/app-model/src/plan-schema.ts',
    find: 'if (stored(from, id) && !stored(to, id)) going.push',
    replace: 'if (stored(to, id)) going.push',
    test: 'packages/app-model/src/plan-publish.test.ts',
  },
  {
    name: 'publish: a narrower number keeps its column',
    file: 'packages/app-model/src/same-column.ts',
    find: 'return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale',
    replace: 'return to.precision >= from.precision',
    test: 'packages/app-model/src/same-column.test.ts',
  },
  {
    name: 'designer: undo runs in the wrong order',
    file: 'packages/app-model/src/commands/apply-command.ts',
    find: 'undone.unshift(',
    replace: 'undone.push(',
    test: 'packages/app-model/src/commands/apply-command.test.ts',
  },
  {
    name: 'app: a field may be called id',
    file: 'packages/app-model/src/check/check-ids.ts',
    find: '...reservedFieldIds, ...systemColumns',
    replace: '...systemColumns',
    test: 'packages/app-model/src/check-app.test.ts',
  },
  {
    name: 'app-model: the id of a retired field returns with another type',
    file: 'packages/app-model/src/returning-ids.ts',
    find: 'if (!current && !was.types.includes(field.type))',
    replace: 'if (false)',
    test: 'packages/app-model/src/plan-publish.test.ts',
  },
]
