import type { Route } from '../http/route.ts'
import { listApps, readApp } from './apps.ts'
import { listDepartments, listPeople, listTeams } from './directory.ts'
import { downloadFile } from './files.ts'
import { live } from './messages.ts'
import { countRecords, listOptions, listRecords, readRecord, recordHistory, recordProcess, recordTimeline } from './records.ts'
import { drillReport, runDashboard, runReport } from './reports.ts'
import { endSeeAs } from './see-as.ts'
import { signOut } from './session.ts'
import { recordSlas } from './slas.ts'

/**
 * What answers to an administrator who sees as somebody else: what that person sees of apps, and the ways out. Whatever is not named here is
 * refused, a route that comes later too: writing anything, taking anything along, designing, and what is the person's own (to-dos, copies,
 * drafts, stand-ins, notifications, deliveries).
 */
export const shownAsAnother: ReadonlySet<Route> = new Set([
  listApps,
  readApp,
  listRecords,
  countRecords,
  readRecord,
  recordHistory,
  recordTimeline,
  recordProcess,
  recordSlas,
  listOptions,
  listPeople,
  listTeams,
  listDepartments,
  runReport,
  drillReport,
  runDashboard,
  downloadFile,
  live,
  signOut,
  endSeeAs,
])
