import type { Mutant } from '../mutant.ts'

export const ui: readonly Mutant[] = [
  {
    name: 'ui: typing in one field renders all',
    file: 'packages/ui/src/form/use-field.ts',
    find: 'useSyncExternalStore(subscribe, () => model.get(field))',
    replace: 'useSyncExternalStore(model.subscribeForm, model.state).fields[field] as FieldState',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: the conflict dialog shows the wrong half',
    file: 'packages/ui/src/record/conflict-dialog.tsx',
    find: 'filter(([id]) => !theirs.has(id))',
    replace: 'filter(([id]) => theirs.has(id))',
    test: 'packages/ui/src/record/conflict-dialog.test.tsx',
  },
  {
    name: 'ui: quiet text is too pale to read',
    file: 'packages/ui/src/tokens.ts',
    find: "textQuiet: '#5a6474'",
    replace: "textQuiet: '#8b95a5'",
    test: 'packages/ui/src/tokens.test.ts',
  },
  {
    name: 'ui: a form is handed in without the files under way',
    file: 'packages/ui/src/form/form-uploads.ts',
    find: 'const isSettled = () => state.running === 0 ||',
    replace: 'const isSettled = () => state.running >= 0 ||',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: a failed upload holds up nobody',
    file: 'packages/ui/src/form/form-uploads.ts',
    find: 'if (failed > 0) return { failed }',
    replace: 'if (failed < 0) return { failed }',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
]
