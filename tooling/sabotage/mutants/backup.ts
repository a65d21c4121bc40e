import type { Mutant } from '../mutant.ts'

const drill = 'apps/server/src/backup/backup.integration.test.ts'

const scheduled = 'apps/server/src/backup/scheduled.integration.test.ts'

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
  {
    name: 'backup: what a killed server left stands in the way',
    file: 'apps/server/src/backup/backup-jobs.ts',
    find: 'await place.begin(backup.name).abandon()',
    replace: 'void backup.name',
    test: scheduled,
  },
  {
    name: 'backup: the schedule ends with its first backup',
    file: 'apps/server/src/backup/backup-jobs.ts',
    find: '      await queueNextBackup(given)\n',
    replace: '      void queueNextBackup\n',
    test: scheduled,
  },
  {
    name: 'backup: old ones go although none newer is whole',
    file: 'apps/server/src/backup/which-to-remove.ts',
    find: 'if (newest === -1) return []',
    replace: 'void newest',
    test: 'apps/server/src/backup/which-to-remove.test.ts',
  },
  {
    name: 'backup: a restored copy goes on backing up where the first one does',
    file: 'packages/storage/src/backup/restore-backup.ts',
    find: `settings || '{"enabled": false}'`,
    replace: `settings || '{}'`,
    test: scheduled,
  },
  {
    name: 'backup: the key of a bucket is sent to another address',
    file: 'apps/server/src/routes/backups.ts',
    find: 'plan.bucket.endpoint !== before.plan.bucket?.endpoint',
    replace: 'plan.bucket.endpoint === null',
    test: scheduled,
  },
  {
    name: 'backup: names in a bucket are signed as they are written',
    file: 'apps/server/src/backup/bucket-place.ts',
    find: "key.split('/').map(encodeURIComponent).join('/')",
    replace: "key.split('/').map(encodeURI).join('/')",
    test: 'apps/server/src/backup/signed-requests.test.ts',
  },
]
