import type { Mutant } from '../mutant.ts'

export const flowEngine: readonly Mutant[] = [
  {
    name: 'flow: a join fires for the first branch',
    file: 'packages/flow-engine/src/joins.ts',
    find: "node.type.gathers === 'all' ? node.incoming : [flow]",
    replace: '[flow]',
    test: 'packages/flow-engine/src/gateways.test.ts',
  },
  {
    name: 'flow: a countersign is off by one vote',
    file: 'packages/flow-engine/src/nodes/approve.ts',
    find: "mode === 'all' ? votes.length : 1",
    replace: "mode === 'all' ? votes.length - 1 : 1",
    test: 'packages/flow-engine/src/decide.test.ts',
  },
  {
    name: 'flow: a repeated command acts twice',
    file: 'packages/flow-engine/src/decide.ts',
    find: 'if (state.requests.includes(command.requestId)) return { events: [], effects: [] }',
    replace: '',
    test: 'packages/flow-engine/src/properties.test.ts',
  },
  {
    name: 'flow: a task without people waits silently',
    file: 'packages/flow-engine/src/people.ts',
    find: 'if (people.length > 0) return { team, people }',
    replace: 'if (people.length >= 0) return { team, people }',
    test: 'packages/flow-engine/src/people.test.ts',
  },
  {
    name: "flow: anybody may act on anybody's task",
    file: 'packages/flow-engine/src/commands/complete-task.ts',
    find: "if (!task.candidates.includes(actor)) throw fail('flow.task.not-yours')",
    replace: '',
    test: 'packages/flow-engine/src/decide.test.ts',
  },
  {
    name: 'flow: a timer outlives its element',
    file: 'packages/flow-engine/src/tokens.ts',
    find: "for (const key of Object.keys(element.timers ?? {})) stopTimer(run, id, key)",
    replace: '',
    test: 'packages/flow-engine/src/properties.test.ts',
  },
]
