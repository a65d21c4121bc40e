import type { Mutant } from '../mutant.ts'

const drill = 'apps/server/src/backup/backup.integration.test.ts'

export const backup: readonly Mutant[] = [
  {
    name: 'backup: tables are read at different moments',
    file: 'packages/storage/src/backup/write-backup.ts',
    find: 'begin isolation level repeatable read read only',
    replace: 'begin isolation level read committed read only',
    test: drill,
  },
  {
    name: 'backup: a restore that is killed leaves half a database',
    file: 'packages/storage/src/backup/restore-backup.ts',
    find: 'const amounts = await load(client, store, opened, options)',
    replace: "await client.query('commit; begin')\n    const amounts = await load(client, store, opened, options)",
    test: drill,
  },
  {
    name: 'backup: a restore writes into what is there',
    file: 'packages/storage/src/backup/restore-backup.ts',
    find: 'if (people + count > 0)',
    replace: 'if (people + count < 0)',
    test: drill,
  },
  {
    name: 'backup: the steps of later releases are not applied',
    file: 'packages/storage/src/backup/restore-backup.ts',
    find: 'await applySteps(client)',
    replace: 'void applySteps',
    test: drill,
  },
  {
    name: 'backup: the views of the system stay behind',
    file: 'packages/storage/src/backup/describe-schema.ts',
    find: '...triggers, ...views]',
    replace: '...triggers]',
    test: drill,
  },
]
