import type { Mutant } from '../mutant.ts'

export const ruleEngine: readonly Mutant[] = [
  {
    name: 'rule: a rule sets itself off for ever',
    file: 'packages/rule-engine/src/decide-rule.ts',
    find: ' || chain.includes(own)',
    replace: '',
    test: 'packages/rule-engine/src/decide-rule.test.ts',
  },
  {
    name: 'rule: the idempotency key changes with the clock',
    file: 'packages/rule-engine/src/decide-rule.ts',
    find: '`${document.id}:${change.id}:${step.id}`',
    replace: '`${document.id}:${given.now}:${step.id}`',
    test: 'packages/rule-engine/src/decide-rule.test.ts',
  },
]
