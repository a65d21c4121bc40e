import type { Mutant } from '../mutant.ts'

/** Explanations of rights, and seeing as somebody else. */
export const explanations: readonly Mutant[] = [
  {
    name: 'explanations: a record that is not seen may be changed',
    file: 'packages/access/src/explain-rights.ts',
    find: "if (a === 'no' || b === 'no') return 'no'",
    replace: "if (a === 'no') return 'no'",
    test: 'packages/access/src/explain.test.ts',
  },
  {
    name: 'explanations: a role that does not reach the record has a say in its fields',
    file: 'packages/access/src/explain-field.ts',
    find: "return held.filter((role) => sayOf(role, question, action).verdict !== 'no')",
    replace: 'return held.filter((role) => sayOf(role, question, action).role !== undefined)',
    test: 'packages/access/src/explain.test.ts',
  },
  {
    name: 'explanations: whoever was sent a copy is said not to see the record',
    file: 'packages/storage/src/records/read-truth.ts',
    find: "shown[1] === true ? 'copy' : undefined",
    replace: "shown[1] === null ? 'copy' : undefined",
    test: 'packages/storage/src/records/explanations.integration.test.ts',
  },
  {
    name: 'explanations: anybody may ask about anybody',
    file: 'packages/storage/src/records/create-explanations.ts',
    find: 'if (!mayAsk && !isSelf) throw',
    replace: 'if (!mayAsk && !isSelf && false) throw',
    test: 'packages/storage/src/records/explanations.integration.test.ts',
  },
  {
    name: 'explanations: who asks about themself is told of hidden fields',
    file: 'packages/storage/src/records/create-explanations.ts',
    find: "(!isOpen && answer.sees === 'no')) return []",
    replace: "(isOpen && answer.sees === 'maybe')) return []",
    test: 'packages/storage/src/records/explanations.integration.test.ts',
  },
  {
    name: 'see as: the gate is open',
    file: 'apps/server/src/http/guard.ts',
    find: 'if (session.seenAs && !isShownAsAnother) throw',
    replace: 'if (session.seenAs && isShownAsAnother && false) throw',
    test: 'apps/server/src/see-as.integration.test.ts',
  },
  {
    name: 'see as: it lasts a day',
    file: 'packages/storage/src/people/create-see-as.ts',
    find: 'const lifetimeMs = 30 * 60_000',
    replace: 'const lifetimeMs = 24 * 60 * 60_000',
    test: 'apps/server/src/see-as.integration.test.ts',
  },
  {
    name: 'see as: what is noted is noted of the other',
    file: 'packages/storage/src/context.ts',
    find: '(principal.seenBy ?? principal.id)',
    replace: '(principal.id ?? principal.seenBy)',
    test: 'apps/server/src/see-as.integration.test.ts',
  },
  {
    name: 'see as: storage writes for whoever only looks',
    file: 'packages/storage/src/records/create-records.ts',
    find: "principal.kind === 'person' && principal.seenBy !== undefined",
    replace: "principal.kind === 'person' && principal.seenBy === ''",
    test: 'apps/server/src/see-as.integration.test.ts',
  },
  {
    name: 'see as: news for one person alone is told whoever sees as them',
    file: 'apps/server/src/live/live-hub.ts',
    find: 'return seenBy === undefined && event.people.includes(id)',
    replace: 'return event.people.includes(id) && seenBy !== id',
    test: 'apps/server/src/live/live-hub.test.ts',
  },
]
