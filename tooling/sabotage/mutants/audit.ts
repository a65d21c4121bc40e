import type { Mutant } from '../mutant.ts'

const test = 'packages/storage/src/people/audit-chain.integration.test.ts'

/** Entries of the audit, their seals and what may be erased of them. */
export const audit: readonly Mutant[] = [
  {
    name: 'audit: the digest leaves out who acted',
    file: 'packages/storage/src/people/audit-chain.ts',
    find: 'return [id, at, actor, actorKind,',
    replace: 'return [id, at, actorKind,',
    test,
  },
  {
    name: 'audit: a seal does not hold the one before it',
    file: 'packages/storage/src/people/audit-chain.ts',
    find: "String(seq), before.toString('hex'),",
    replace: 'String(seq), String(before.length),',
    test,
  },
  {
    name: 'audit: entries without a mac are taken anywhere',
    file: 'packages/storage/src/people/verify-audit.ts',
    find: 'entry.mac ? !isWritten(keys, entry) : macsBegan',
    replace: 'entry.mac ? !isWritten(keys, entry) : false',
    test,
  },
  {
    name: 'audit: personal values are not compared',
    file: 'packages/storage/src/people/verify-audit.ts',
    find: 'if (!salt) return true',
    replace: 'if (salt || !salt) return true',
    test,
  },
  {
    name: 'audit: the end of the chain is believed',
    file: 'packages/storage/src/people/verify-audit.ts',
    find: 'seq === 0 ? digest.length === 0 : keys.some',
    replace: 'seq >= 0 ? digest.length >= 0 : keys.some',
    test,
  },
  {
    name: 'audit: tidying leaves holes in the chain',
    file: 'packages/storage/src/people/tidy-audit.ts',
    find: 'select min(seq) - 1 from tangram.audit_seal where at >= $1',
    replace: 'select max(seq) from tangram.audit_seal where at < $1',
    test,
  },
]
