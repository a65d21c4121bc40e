/**
 * Everything the server keeps, in PostgreSQL. Alone in knowing tables; rights are compiled into every query.
 *
 *     const db = await connect({ dataDir: './data' }) // or { databaseUrl }
 *     await migrateSystem(db)
 *     const storage = await createStorage({ db, platform, zone: 'Asia/Shanghai', fileDir: './data/files', secret })
 *     const { records, next } = await storage.records(principal).list('service_desk', 'ticket', { where: { '==': [{ var: 'status' }, 'new'] } })
 *     await storage.close()
 *     await db.close()
 */

export type {
  AppDraft,
  AppSummary,
  Apps,
  AppVersion,
  Published,
  PublishedApp,
  PublishPlan,
  PublishProgress,
  Unconverted,
} from './apps/apps.ts'
export type { BackupAmounts, BackupManifest, BackupStore } from './backup/backup.ts'
export {
  type Backup,
  type BackupFailure,
  type BackupNote,
  type BackupPlan,
  type BackupSecrets,
  type Backups,
  backupBounds,
  type StoredBackupPlan,
} from './backup/backups.ts'
export { checkBackup, openBackup } from './backup/read-backup.ts'
export { restoreBackup } from './backup/restore-backup.ts'
export { writeBackup } from './backup/write-backup.ts'
export { connectBeside } from './connect-beside.ts'
export { createStorage } from './create-storage.ts'
export { type ConnectOptions, connect, type Database } from './database.ts'
export type { Deliveries, DeliveryCondition, DeliveryResult, NewDelivery, RegularDelivery } from './deliveries/deliveries.ts'
export type { DraftContent, DraftSummary, Drafts, FormDraft } from './drafts/drafts.ts'
export type { Embed, Embeds, NewEmbed } from './embeds/embeds.ts'
export { storageErrors } from './errors.ts'
export type {
  ActionPayload,
  CallPayload,
  CancelChildPayload,
  ChildEndedPayload,
  Decision,
  DeliverPayload,
  Delivery,
  FlowCall,
  FlowIncident,
  FlowInstance,
  Flows,
  Holder,
  Hook,
  Initiated,
  InstanceDetails,
  InstanceQuery,
  InstanceSummary,
  NewInstance,
  NodeStanding,
  ProcessStanding,
  Publication,
  PublishPayload,
  RetryPayload,
  SaveResult,
  SendLinkPayload,
  StoredEvent,
  Visit,
} from './flows/flows.ts'
export type { NewStandIn, StandIn, StandIns } from './flows/stand-ins.ts'
export type { Copy, Opinion, Signer, Task, TaskQuery, TaskStatus, TaskSummary, Tasks } from './flows/tasks.ts'
export type {
  BatchOptions,
  Import,
  ImportCounts,
  ImportPlace,
  ImportSeen,
  ImportStep,
  Imports,
  ImportTarget,
  IncomingRow,
  RowRefusal,
} from './imports/imports.ts'
export type { Incident, Incidents } from './jobs/incidents.ts'
export type { Job, JobContext, JobHandler, Jobs, NewJob } from './jobs/jobs.ts'
export type { LinkableTable } from './linked/catalogue.ts'
export type { Linkable } from './linked/linkable.ts'
export type { Live, LiveEvent } from './live.ts'
export { migrateSystem } from './migrations/migrate-system.ts'
export type { Administrator, Administrators } from './people/administrators.ts'
export type { Attempt, Attempts } from './people/attempts.ts'
export type { Audit, AuditBreak, AuditEntry, AuditFilter, AuditResult, AuditVerified, NewAuditEntry } from './people/audit.ts'
export type {
  AppRoles,
  DepartmentEntry,
  Directory,
  HeldRole,
  Holders,
  Member,
  MemberChange,
  MemberFilter,
  MemberState,
  TeamEntry,
} from './people/directory.ts'
export type { Files, StoredFile, UploadQuota } from './people/files.ts'
export type { Arrival, Identities, Identity, NewIdentity } from './people/identities.ts'
export type { Invitation, InvitationPurpose, Invitations } from './people/invitations.ts'
export type { Link, Links, NewLink } from './people/links.ts'
export type {
  MessageStatus,
  Messages,
  NewMessage,
  NewNotification,
  Notification,
  OutgoingMessage,
  RecordMessage,
} from './people/messages.ts'
export type { Department, NewPerson, People, Person, Proof, RoleHolder, Team } from './people/people.ts'
export { type Grant, type Provider, type ProviderSettings, type Providers, unknownPeople } from './people/providers.ts'
export type { SecondFactors } from './people/second-factors.ts'
export type { Security, SignInStanding } from './people/security.ts'
export { factorRequirements, type SecuritySettings, securityBounds } from './people/security-settings.ts'
export type { SeeAs, SeenAs, Whom } from './people/see-as.ts'
export type { Duty, NewSession, Session, SessionSummary, Sessions } from './people/sessions.ts'
export type { Settings } from './people/settings.ts'
export { otpAddress } from './people/totp.ts'
export type {
  Found,
  FoundInTable,
  FoundRecord,
  PersonalData,
  PersonalExport,
  PersonalField,
  PersonalTable,
  Place,
} from './personal/personal-data.ts'
export type { Change, ChangeEntry, ChangeKind, Changes, RowsChanged } from './records/changes.ts'
export type { AccessExplained, AccessQuestion, Explanations } from './records/explanations.ts'
export type { RecordOption, Records, WriteOptions } from './records/records.ts'
export type { Source } from './records/source.ts'
export { writeMessages } from './records/write-error.ts'
export type { Execution, RecordsBehind, ReportCsv, ReportPage, ReportRows, Reports } from './reports.ts'
export { createSealer, purposeKey } from './sealed.ts'
export type { SlaKept, SlaRecord, SlaStanding, SlaStandingOfRecord, Slas } from './slas/slas.ts'
export type { Storage, StorageOptions } from './storage.ts'
export type { Fence, Transaction } from './transaction.ts'
