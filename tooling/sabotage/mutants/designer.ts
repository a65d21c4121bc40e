import type { Mutant } from '../mutant.ts'

export const designer: readonly Mutant[] = [
  {
    name: 'designer: undo leaves what it should take back',
    file: 'apps/designer/src/draft/draft-store.ts',
    find: 'show({ document: step.before,',
    replace: 'show({ document: step.after,',
    test: 'apps/designer/src/draft/draft-store.test.ts',
  },
  {
    name: 'designer: a colleague who saved first wins',
    file: 'apps/designer/src/draft/draft-store.ts',
    find: 'rebase: (saved) => redoOn(saved, state.unsaved)',
    replace: 'rebase: (saved) => redoOn(saved, [])',
    test: 'apps/designer/src/draft/two-builders.test.tsx',
  },
  {
    name: 'designer: a step put in between cuts the way on',
    file: 'apps/designer/src/flow/add-step.ts',
    find: 'at === 0 ? flow.to : end',
    replace: 'end',
    test: 'apps/designer/src/flow/edit-flow.test.ts',
  },
  {
    name: 'designer: those who only build are given the records of a new table',
    file: 'apps/designer/src/things/starters.ts',
    find: 'role.designs !== true',
    replace: 'true',
    test: 'apps/designer/src/things/starters.test.ts',
  },
  {
    name: 'designer: a removed report leaves an empty tile',
    file: 'packages/app-model/src/commands/expand-command.ts',
    find: 'return removeTiles(app, [id])',
    replace: 'return []',
    test: 'packages/app-model/src/commands/apply-command.test.ts',
  },
  {
    name: 'designer: an option of a tree that gets other words gets another id',
    file: 'apps/designer/src/config/option-tree-text.ts',
    find: 'if (fresh.length === 1 && left.length === 1 && fresh[0]) keep(fresh[0], left[0])',
    replace: 'if (fresh.length === 1 && left.length > 1 && fresh[0]) keep(fresh[0], left[0])',
    test: 'apps/designer/src/config/option-tree-text.test.ts',
  },
  {
    name: 'designer: a pasted field keeps no condition',
    file: 'apps/designer/src/form/clip.ts',
    find: 'const visible = element.visible === undefined ? {} : { visible: logic(element.visible) }',
    replace: 'const visible = {}',
    test: 'apps/designer/src/form/clip.test.ts',
  },
  {
    name: 'report editor: a share is left of a dimension that is gone',
    file: 'apps/designer/src/reports/edit-report.ts',
    find: 'const share = measure.share.filter(isThere)',
    replace: 'const share = measure.share',
    test: 'apps/designer/src/reports/edit-report.test.ts',
  },
  {
    name: 'report editor: a field moved up stays',
    file: 'apps/designer/src/reports/field-list.tsx',
    find: 'next.splice(at - 1, 0, one)',
    replace: 'next.splice(at, 0, one)',
    test: 'apps/designer/src/reports/field-list.test.ts',
  },
  {
    name: 'report editor: a formula may use what is made from it',
    file: 'apps/designer/src/reports/formula-measure.ts',
    find: 'id !== of && !isMadeOf(report, id, of)',
    replace: 'id !== of',
    test: 'apps/designer/src/reports/formula-measure.test.ts',
  },
]
