import type { Principal } from '@tangram/access'
import type { Platform } from '@tangram/app-model'
import type { Id, Instant } from '@tangram/data-model'
import type { Apps } from './apps/apps.ts'
import type { Backups } from './backup/backups.ts'
import type { Database } from './database.ts'
import type { Deliveries } from './deliveries/deliveries.ts'
import type { Drafts } from './drafts/drafts.ts'
import type { Embeds } from './embeds/embeds.ts'
import type { Encryption } from './encryption/encryption.ts'
import type { Flows } from './flows/flows.ts'
import type { StandIns } from './flows/stand-ins.ts'
import type { Tasks } from './flows/tasks.ts'
import type { Imports } from './imports/imports.ts'
import type { Incidents } from './jobs/incidents.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Linkable } from './linked/linkable.ts'
import type { Live } from './live.ts'
import type { Administrators } from './people/administrators.ts'
import type { Attempts } from './people/attempts.ts'
import type { Audit } from './people/audit.ts'
import type { Directory } from './people/directory.ts'
import type { Files } from './people/files.ts'
import type { Identities } from './people/identities.ts'
import type { Invitations } from './people/invitations.ts'
import type { Links } from './people/links.ts'
import type { Messages } from './people/messages.ts'
import type { People } from './people/people.ts'
import type { Providers } from './people/providers.ts'
import type { SecondFactors } from './people/second-factors.ts'
import type { Security } from './people/security.ts'
import type { SeeAs } from './people/see-as.ts'
import type { Sessions } from './people/sessions.ts'
import type { Settings } from './people/settings.ts'
import type { PersonalData } from './personal/personal-data.ts'
import type { Changes } from './records/changes.ts'
import type { Explanations } from './records/explanations.ts'
import type { Records } from './records/records.ts'
import type { Source } from './records/source.ts'
import type { Reports } from './reports.ts'
import type { Slas } from './slas/slas.ts'
import type { Tidied, TidyLimits } from './tidy-up.ts'
import type { Transaction } from './transaction.ts'

export type StorageOptions = {
  db: Database
  /** Where reports are read: a replica, or a pool of its own on the same database; `db` when absent. Opened and closed by the caller, as `db` is. */
  reportDb?: Database
  /** The registries every engine is given. */
  platform: Platform
  /** The organisation's IANA zone; results that are stored use it. */
  zone: string
  /** Where uploaded files are kept. */
  fileDir: string
  /** Link tokens are derived from it, and what is sealed; 32 characters or more. */
  secret: string
  /** Secrets before this one, which still open what they sealed. */
  formerSecrets?: readonly string[]
  /** Schemas of the database whose tables and views apps may link; none when absent. */
  linkedSchemas?: readonly string[]
  /** The clock; the machine's when absent. */
  now?: () => Instant
  log?: (level: 'info' | 'warn' | 'error', message: string, details?: unknown) => void
}

/** Everything the server keeps. Each call names who is asking; what they may not see does not exist for them. */
export type Storage = {
  apps: Apps
  records(principal: Principal): Records
  changes: Changes
  /** Why somebody may (not) see or do something. */
  explanations: Explanations
  reports(principal: Principal): Reports
  /** Tables that the database has beside those of apps. */
  linkable: Linkable
  drafts(principal: Principal): Drafts
  tasks(principal: Principal): Tasks
  flows: Flows
  /** Clocks of service agreements. */
  slas: Slas
  standIns: StandIns
  jobs: Jobs
  incidents: Incidents
  people: People
  /** Who belongs to the organisation and what they may, for administrators. */
  directory: Directory
  /** Addresses by which people set their password. */
  invitations: Invitations
  sessions: Sessions
  /** The rules of signing in. */
  security: Security
  administrators: Administrators
  secondFactors: SecondFactors
  /** OpenID providers that people may sign in by. */
  providers: Providers
  /** Who is who to a provider. */
  identities: Identities
  /** Administrators who look with the rights of somebody else. */
  seeAs: SeeAs
  links: Links
  files: Files
  imports: Imports
  messages: Messages
  /** Dashboards that are sent regularly. */
  deliveries: Deliveries
  /** Dashboards that stand on other sites. */
  embeds: Embeds
  audit: Audit
  /** Backups that the server makes by itself. */
  backups: Backups
  /** Keys of encrypted fields. */
  encryption: Encryption
  /** What is held about people, across apps. */
  personalData: PersonalData
  attempts: Attempts
  settings: Settings
  live: Live
  /**
   * The records of an entity as this principal may see them: a subselect with the row conditions inside and hidden columns absent.
   * Everything that reads records reads through it.
   */
  source(principal: Principal, app: Id, entity: Id): Promise<Source>
  /** Which of these records the principal may see; for live updates. */
  canSee(principal: Principal, app: Id, entity: Id, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Runs several calls that accept a transaction together, or none of them; again from the start when the app was published meanwhile. */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
  /**
   * Removes what nobody comes back to: uploads that no record named within a day and no draft holds, drafts after 30 days, sessions that are over, idempotency keys after 30
   * days, notifications 90 days after they were read, messages of processes after 30 days, links and invitations long expired, incidents long settled, counted
   * attempts. In small batches, as many as the limits allow.
   */
  tidyUp(principal: Principal, limits?: TidyLimits): Promise<Tidied>
  /** True when the database answers; for readiness. */
  ping(): Promise<boolean>
  /** Stops listening; the database is closed by whoever opened it. */
  close(): Promise<void>
}
