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
    name: 'ui: a form that waits for files sends when waiting is called off',
    file: 'packages/ui/src/form/form-view.tsx',
    find: 'if (!(await uploads.settled())) return null',
    replace: 'if ((await uploads.settled()) === undefined) return null',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: a task is finished without the files under way',
    file: 'packages/ui/src/form/form-view.tsx',
    find: 'if (uploads.state().running === 0) {',
    replace: 'if (result.ok) {',
    test: 'apps/portal/src/staff/tasks/task-work.test.tsx',
  },
  {
    name: 'ui: a required file under way is called empty',
    file: 'packages/ui/src/form/form-uploads.ts',
    find: 'return error && running === 0 ? { error } : undefined',
    replace: 'return error ? { error } : undefined',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: a file that has arrived is not kept',
    file: 'packages/ui/src/form/widgets/use-uploads.ts',
    find: 'done.current({ id, name, size, type })',
    replace: '',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: more files are taken than there is room for',
    file: 'packages/ui/src/form/widgets/files-input.tsx',
    find: 'fitting.slice(0, Math.max(0, room))',
    replace: 'fitting',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'portal: a finished task stays open',
    file: 'apps/portal/src/staff/tasks/use-finish-task.ts',
    find: '    onSuccess: (_, finish) => onFinished(finish),',
    replace: '',
    test: 'apps/portal/src/staff/tasks/task-work.test.tsx',
  },
]
