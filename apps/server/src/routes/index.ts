import type { Route } from '../http/route.ts'
import { createApp, listApps, listVersions, planPublish, publish, readApp, readDraft, restoreVersion, saveDraft } from './apps.ts'
import { listDepartments, listPeople, listTeams } from './directory.ts'
import { createDraft, listDrafts, readDraftOfForm, removeDraft, updateDraft } from './drafts.ts'
import { downloadFile, uploadFile } from './files.ts'
import { cancelImport, chooseHeadings, createImport, listRefusals, readImport, startImport } from './imports.ts'
import { dismissIncident, listIncidents, retryIncidents } from './incidents.ts'
import { listMessages, listNotifications, live, readNotifications } from './messages.ts'
import { readPlayFacts } from './play-facts.ts'
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
import { drillReport, previewReport, runDashboard, runReport } from './reports.ts'
import { changeMe, readSession, setUp, signIn, signOut, trialPeople, trialSignIn } from './session.ts'
import { recordSlas } from './slas.ts'
import { health, openApi, ready } from './system.ts'
import { completeTask, listInitiated, listTasks, readTask, readTaskApp } from './tasks.ts'

/** The whole API. Each route says who may call it. */
export const routes: readonly Route[] = [
  health,
  ready,
  openApi,

  readSession,
  signIn,
  signOut,
  trialPeople,
  trialSignIn,
  setUp,
  changeMe,

  listApps,
  createApp,
  readApp,
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

  listDrafts,
  createDraft,
  readDraftOfForm,
  updateDraft,
  removeDraft,

  listPeople,
  listTeams,
  listDepartments,

  listTasks,
  readTask,
  readTaskApp,
  completeTask,
  listInitiated,

  runReport,
  previewReport,
  drillReport,
  runDashboard,

  readPublicForm,
  publicOptions,
  uploadPublicFile,
  submitPublicForm,
  lookUpProgress,
  readPublicLink,
  answerPublicLink,

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
]
