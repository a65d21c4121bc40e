import type { Route } from '../http/route.ts'
import { assignAdministrator, joinAdministrators, listAdministrators, separateAdministrators } from './administrators.ts'
import { createApp, listApps, listVersions, planPublish, publish, readApp, readDraft, restoreVersion, saveDraft } from './apps.ts'
import { changeAuditRetention, exportAudit, listAudit, readAuditRetention, verifyAudit } from './audit.ts'
import { backUpNow, changeBackupPlan, checkBackupAgain, listBackups } from './backups.ts'
import { listCopies, readCopies } from './copies.ts'
import {
  addDelivery,
  changeDelivery,
  listCalendars,
  listDeliveries,
  removeDelivery,
  retryDelivery,
  sendDelivery,
  takeOverDelivery,
} from './deliveries.ts'
import { listDepartments, listPeople, listTeams } from './directory.ts'
import { createDraft, listDrafts, readDraftOfForm, removeDraft, updateDraft } from './drafts.ts'
import { drillEmbed, listEmbeds, makeEmbed, readEmbedded, revokeEmbed, runEmbed, runEmbeddedReport, unlockEmbed } from './embeds.ts'
import { explainEntity, explainRecord } from './explanations.ts'
import { downloadFile, uploadFile } from './files.ts'
import { cancelImport, chooseHeadings, createImport, listRefusals, readImport, startImport } from './imports.ts'
import { dismissIncident, listIncidents, retryIncidents } from './incidents.ts'
import { listInitiated, revokeInstance, urgeInstance } from './initiated.ts'
import {
  addInstance,
  cancelInstance,
  completeAdHoc,
  jumpInstance,
  patchInstance,
  resumeInstance,
  retryElement,
  skipElement,
  suspendInstance,
} from './instance-operations.ts'
import { listInstances, readInstance } from './instances.ts'
import { acceptInvitation, forgotPassword, lookAtInvitation } from './invitations.ts'
import { listLinkableTables, readLinkableTable } from './linked-tables.ts'
import {
  addMember,
  closeInvitation,
  correctMember,
  inviteMember,
  listMembers,
  readMember,
  reinstateMember,
  suspendMember,
} from './members.ts'
import { listMessages, listNotifications, live, readNotifications } from './messages.ts'
import { migrateInstances, readMigration } from './migrations.ts'
import {
  addDepartment,
  addTeam,
  changeDepartment,
  changeRoleHolders,
  changeTeam,
  readOrganisation,
  readRoleHolders,
  removeDepartment,
  removeTeam,
} from './organisation.ts'
import {
  beginSecondFactor,
  changeOwnPassword,
  confirmSecondFactor,
  endOtherSessions,
  endOwnSession,
  listOwnSessions,
  readOwnSecurity,
  readPasswordRules,
  removeOwnFactor,
  renewRecoveryCodes,
} from './own-security.ts'
import { exportPersonalData, exportPersonalInventory, findPersonalData, listPersonalData } from './personal-data.ts'
import { readPlayFacts } from './play-facts.ts'
import { readHooks, renewHook, sendProcessMessage, startByHook, startProcess } from './process-starts.ts'
import {
  addProvider,
  changeProvider,
  linkIdentity,
  listIdentities,
  listProviders,
  removeProvider,
  testProvider,
  unlinkIdentity,
} from './provider-settings.ts'
import { beginLink, beginProviderSignIn, endProviderSignIn, listButtons, listOwnIdentities, removeOwnIdentity } from './provider-sign-in.ts'
import {
  answerPublicLink,
  lookUpProgress,
  publicOptions,
  readPublicForm,
  readPublicLink,
  submitPublicForm,
  uploadPublicFile,
} from './public.ts'
import {
  countRecords,
  createRecord,
  exportList,
  listOptions,
  listRecords,
  readRecord,
  recordHistory,
  recordProcess,
  recordTimeline,
  removeRecord,
  restoreRecord,
  updateRecord,
} from './records.ts'
import { exportDashboard, exportDrilled, exportReport } from './report-output.ts'
import { drillReport, previewReport, runDashboard, runReport } from './reports.ts'
import { askNewPasswordOf, changeSecuritySettings, endSessionsOf, readSecuritySettings, readSignInOf, removeFactorOf } from './security.ts'
import { beginSeeAs, endSeeAs } from './see-as.ts'
import { changeMe, readSession, setUp, signIn, signInWithCode, signOut, trialPeople, trialSignIn } from './session.ts'
import { recordSlas } from './slas.ts'
import { addStandIn, handOver, listStandIns, removeStandIn } from './stand-ins.ts'
import { health, openApi, ready } from './system.ts'
import {
  addSigners,
  claimTask,
  copyTask,
  delegateTask,
  releaseTask,
  removeSigners,
  returnTask,
  transferTask,
  urgeTask,
  withdrawTask,
} from './task-operations.ts'
import { completeTask, completeTasks, countTasks, listTasks, readTask, readTaskApp } from './tasks.ts'

/** The whole API. Each route says who may call it. */
export const routes: readonly Route[] = [
  health,
  ready,
  openApi,

  readSession,
  signIn,
  signInWithCode,
  signOut,
  trialPeople,
  trialSignIn,
  setUp,
  lookAtInvitation,
  acceptInvitation,
  forgotPassword,
  changeMe,
  beginSeeAs,
  endSeeAs,

  readPasswordRules,
  readOwnSecurity,
  changeOwnPassword,
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  removeOwnFactor,
  listOwnSessions,
  endOwnSession,
  endOtherSessions,
  listAdministrators,
  separateAdministrators,
  joinAdministrators,
  assignAdministrator,
  readSecuritySettings,
  changeSecuritySettings,
  readSignInOf,
  endSessionsOf,
  removeFactorOf,
  askNewPasswordOf,

  listBackups,

  listPersonalData,

  exportPersonalInventory,

  findPersonalData,

  exportPersonalData,
  changeBackupPlan,
  backUpNow,
  checkBackupAgain,

  listButtons,
  beginProviderSignIn,
  endProviderSignIn,
  listOwnIdentities,
  beginLink,
  removeOwnIdentity,
  listProviders,
  addProvider,
  changeProvider,
  removeProvider,
  testProvider,
  listIdentities,
  linkIdentity,
  unlinkIdentity,

  listApps,
  createApp,
  readApp,
  listLinkableTables,
  readLinkableTable,
  readDraft,
  saveDraft,
  planPublish,
  readPlayFacts,
  publish,
  listVersions,
  restoreVersion,

  listRecords,
  countRecords,
  exportList,
  createRecord,
  readRecord,
  updateRecord,
  removeRecord,
  restoreRecord,
  recordHistory,
  recordTimeline,
  recordProcess,
  recordSlas,
  listOptions,
  explainEntity,
  explainRecord,

  listDrafts,
  createDraft,
  readDraftOfForm,
  updateDraft,
  removeDraft,

  listPeople,
  listTeams,
  listDepartments,
  readOrganisation,
  addDepartment,
  changeDepartment,
  removeDepartment,
  addTeam,
  changeTeam,
  removeTeam,
  readRoleHolders,
  changeRoleHolders,
  listMembers,
  readMember,
  addMember,
  correctMember,
  suspendMember,
  reinstateMember,
  inviteMember,
  closeInvitation,

  listTasks,
  countTasks,
  readTask,
  readTaskApp,
  completeTask,
  completeTasks,
  claimTask,
  releaseTask,
  transferTask,
  delegateTask,
  addSigners,
  removeSigners,
  returnTask,
  withdrawTask,
  urgeTask,
  copyTask,
  listCopies,
  readCopies,

  listInitiated,
  revokeInstance,
  urgeInstance,
  listInstances,
  readInstance,
  jumpInstance,
  retryElement,
  skipElement,
  patchInstance,
  suspendInstance,
  resumeInstance,
  cancelInstance,
  addInstance,
  completeAdHoc,

  listStandIns,
  addStandIn,
  removeStandIn,
  handOver,

  readMigration,
  migrateInstances,
  startProcess,
  sendProcessMessage,
  readHooks,
  renewHook,
  startByHook,

  runReport,
  previewReport,
  drillReport,
  runDashboard,
  exportReport,
  exportDrilled,
  exportDashboard,
  listDeliveries,
  listCalendars,
  addDelivery,
  changeDelivery,
  removeDelivery,
  retryDelivery,
  sendDelivery,
  takeOverDelivery,

  readPublicForm,
  publicOptions,
  uploadPublicFile,
  submitPublicForm,
  lookUpProgress,
  readPublicLink,
  answerPublicLink,

  listEmbeds,
  makeEmbed,
  revokeEmbed,
  readEmbedded,
  unlockEmbed,
  runEmbed,
  runEmbeddedReport,
  drillEmbed,

  uploadFile,
  downloadFile,

  createImport,
  readImport,
  chooseHeadings,
  startImport,
  cancelImport,
  listRefusals,

  live,
  listNotifications,
  readNotifications,
  listMessages,

  listIncidents,
  retryIncidents,
  dismissIncident,

  listAudit,
  exportAudit,
  verifyAudit,
  readAuditRetention,
  changeAuditRetention,
]
