import { invariant } from '@tangram/data-model'
import { createAppCache } from './apps/app-cache.ts'
import { createApps } from './apps/create-apps.ts'
import { createBackups } from './backup/create-backups.ts'
import { type Context, givenFor } from './context.ts'
import { openCounter } from './counter.ts'
import { createDeliveries } from './deliveries/create-deliveries.ts'
import { createDrafts } from './drafts/create-drafts.ts'
import { createEmbeds } from './embeds/create-embeds.ts'
import { createEncryption } from './encryption/create-encryption.ts'
import { readDataKeys } from './encryption/data-keys.ts'
import { createFlows } from './flows/create-flows.ts'
import { createStandIns } from './flows/create-stand-ins.ts'
import { createTasks } from './flows/create-tasks.ts'
import { openHub } from './hub.ts'
import { createImports } from './imports/create-imports.ts'
import { createIncidents } from './jobs/create-incidents.ts'
import { createJobs } from './jobs/create-jobs.ts'
import { createLinkable } from './linked/create-linkable.ts'
import { explaining } from './linked/drift.ts'
import type { LiveEvent } from './live.ts'
import { createAdministrators } from './people/create-administrators.ts'
import { createAttempts } from './people/create-attempts.ts'
import { createAudit } from './people/create-audit.ts'
import { createDirectory } from './people/create-directory.ts'
import { createFiles } from './people/create-files.ts'
import { createIdentities } from './people/create-identities.ts'
import { createInvitations } from './people/create-invitations.ts'
import { createLinks } from './people/create-links.ts'
import { createMessages } from './people/create-messages.ts'
import { createPeople } from './people/create-people.ts'
import { createProviders } from './people/create-providers.ts'
import { createSecondFactors } from './people/create-second-factors.ts'
import { createSecurity } from './people/create-security.ts'
import { createSeeAs } from './people/create-see-as.ts'
import { createSessions } from './people/create-sessions.ts'
import { createSettings } from './people/create-settings.ts'
import { createOrganisationLabels } from './people/organisation-labels.ts'
import { createPasswords } from './people/passwords.ts'
import { createPersonalData } from './personal/create-personal-data.ts'
import { createExplanations } from './records/create-explanations.ts'
import { createRecords } from './records/create-records.ts'
import { createChanges } from './records/history.ts'
import { visibleAmong } from './records/read-records.ts'
import { sourceOf } from './records/source.ts'
import { isOutdated } from './records/write-record.ts'
import { createReportReading } from './report-reading.ts'
import { createReportsOnReplica } from './reports-on-replica.ts'
import { createReports } from './run-report.ts'
import { createSlas } from './slas/create-slas.ts'
import type { Storage, StorageOptions } from './storage.ts'
import { tidyUp } from './tidy-up.ts'
import { inTransaction } from './transaction.ts'

const minSecret = 32

/**
 * Storage over an open, migrated database.
 *
 * @throws InvariantError when the secret is shorter than 32 characters; storage.encryption.secret when it does not open the keys of encrypted fields
 */
export async function createStorage(options: StorageOptions): Promise<Storage> {
  invariant(options.secret.length >= minSecret, `the secret needs ${minSecret} characters or more`)
  const { db } = options
  // Rather no start than values that nobody can read.
  await readDataKeys({ db, options })
  const hub = await openHub(db, (message) => options.log?.('warn', message))
  const counter = openCounter(db)
  const labels = createOrganisationLabels(db, hub)
  const now = options.now ?? (() => new Date().toISOString())
  const apps = createAppCache({ db, hub, options, now })
  const context: Context = { options, db, hub, counter, labels, now, apps }
  const security = createSecurity(context)
  const passwords = createPasswords(context, security)
  const sessions = createSessions(context, security)
  const seeAs = createSeeAs(context)
  const { reportDb = db } = options
  // Another pool of the same database is no replica.
  const there = reportDb.url === db.url ? undefined : createReportReading(context, reportDb)
  const here = createReportReading(context, there ? db : reportDb)

  const records: Storage['records'] = (principal) => explaining(context, createRecords(context, principal, here))

  return {
    apps: createApps(context),
    records,
    changes: createChanges(context),
    explanations: createExplanations(context),
    reports: (principal) =>
      explaining(context, there ? createReportsOnReplica(context, { there, here }, principal) : createReports(context, principal, here)),
    linkable: createLinkable(context),
    drafts: (principal) => createDrafts(context, principal),
    tasks: (principal) => createTasks(context, principal),
    flows: createFlows(context),
    slas: createSlas(context),
    standIns: createStandIns(context),
    jobs: createJobs(context),
    incidents: createIncidents(context),
    people: createPeople(context, security, passwords),
    directory: createDirectory(context),
    invitations: createInvitations(context, passwords),
    sessions,
    security,
    administrators: createAdministrators(context),
    secondFactors: createSecondFactors(context),
    providers: createProviders(context),
    identities: createIdentities(context),
    seeAs,
    links: createLinks(context),
    files: createFiles(context),
    imports: createImports(context),
    messages: createMessages(context),
    deliveries: createDeliveries(context),
    embeds: createEmbeds(context),
    audit: createAudit(context),
    backups: createBackups(context),
    encryption: createEncryption(context),
    personalData: createPersonalData(context, records),
    attempts: createAttempts(context),
    settings: createSettings(context),
    live: {
      subscribe: (listener) =>
        hub.on('live', (payload) => {
          if (payload !== null) listener(JSON.parse(payload) as LiveEvent)
        }),
    },
    source: async (principal, id, entity) => {
      const app = await apps.current(id)
      return sourceOf({ app, principal, entity, given: givenFor(context, principal, app) })
    },
    canSee: (principal, app, entity, ids) => visibleAmong(context, { app, entity, principal }, ids),
    transaction: async (work) => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await inTransaction(db, work)
        } catch (error) {
          // The app was published meanwhile: nothing is kept of this attempt, the next one finds the new version.
          if (!isOutdated(error) || attempt >= 5) throw error
        }
      }
    },
    tidyUp: (principal, limits) => tidyUp(context, security, principal, limits),
    ping: async () => {
      try {
        await db.pool.query('select 1')
        return true
      } catch {
        return false
      }
    },
    close: async () => {
      apps.close()
      labels.close()
      sessions.close()
      security.close()
      seeAs.close()
      here.cache.close()
      there?.cache.close()
      await hub.close()
      await counter.close()
    },
  }
}
