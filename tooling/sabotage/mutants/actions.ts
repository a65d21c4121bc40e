import type { Mutant } from '../mutant.ts'

export const actions: readonly Mutant[] = [
  {
    name: 'action: it gets capabilities it did not name',
    file: 'packages/actions/src/perform-action.ts',
    find: 'action.run(withDefaults(action.input, input), lent, context)',
    replace: 'action.run(withDefaults(action.input, input), capabilities, context)',
    test: 'packages/actions/src/actions.test.ts',
  },
]
