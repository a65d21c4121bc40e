import { type Diagnostic, diagnose, isDeeperThan } from '@tangram/data-model'
import { checkCalendar } from '@tangram/flow-engine'
import { checkDashboard } from './check/check-dashboard.ts'
import { checkEntity } from './check/check-entity.ts'
import { checkIds } from './check/check-ids.ts'
import { checkRoles } from './check/check-roles.ts'
import { checkView } from './check/check-view.ts'
import { type CheckContext, checkContext } from './check/context.ts'
import { checkFormOf, checkProcessOf, checkReportOf, checkRuleOf, checkSlaOf } from './check/engines.ts'
import { prefixed } from './check/prefixed.ts'
import type { AppDocument } from './document.ts'
import { linkMessages, shapeMessages } from './messages.ts'
import type { Platform } from './platform.ts'
import { appSchema } from './schema/app-schema.ts'
import { schemaProblems } from './schema/schema-problems.ts'

/** Engines walk formulas and settings by recursion; no sensible document comes near. */
const deepest = 100

/**
 * Everything that keeps a document from being published, and warnings about what is likely a mistake. Never throws, whatever
 * it is given. Looks first at the shape; links, formulas and settings are checked only in a document whose shape is right.
 *
 * @returns findings with JSON pointers into the document; it may be published when none is an error
 */
export function checkApp(document: unknown, platform: Platform): Diagnostic[] {
  if (isDeeperThan(document, deepest)) return [diagnose(shapeMessages, 'app.shape.too-deep', '', { most: deepest })]
  const shape = schemaProblems(appSchema, document)
  if (shape.length > 0) return shape
  const app = document as AppDocument
  const ids = checkIds(app)
  // What is kept under another name than its own would be found under neither.
  if (ids.some((found) => found.code === 'app.id.differs')) return ids
  return [...ids, ...guarded('', () => checkLinks(app, platform))]
}

function checkLinks(app: AppDocument, platform: Platform): Diagnostic[] {
  const context = checkContext(app, platform)
  return [
    ...context.resolved.diagnostics,
    ...each('entities', app.entities.items, context, checkEntity),
    ...each('forms', app.forms.items, context, checkFormOf),
    ...each('processes', app.processes.items, context, checkProcessOf),
    ...each('rules', app.rules.items, context, checkRuleOf),
    ...each('calendars', app.calendars?.items ?? {}, context, checkCalendar),
    ...each('slas', app.slas?.items ?? {}, context, checkSlaOf),
    ...each('reports', app.reports.items, context, checkReportOf),
    ...each('dashboards', app.dashboards.items, context, checkDashboard),
    ...each('views', app.views.items, context, checkView),
    ...guarded('/access', () => prefixed('/access', checkRoles(app.access, context))),
  ]
}

/** Checks every thing of a collection; paths that the check gives start at the thing. */
function each<T>(
  name: string,
  items: { [id: string]: T },
  context: CheckContext,
  check: (item: T, context: CheckContext) => Diagnostic[],
): Diagnostic[] {
  return Object.entries(items).flatMap(([id, item]) => {
    const at = `/${name}/items/${id}`
    return guarded(at, () => prefixed(at, check(item, context)))
  })
}

/** A check that fails is a bug of ours or of a plug-in: the author gets a finding and the rest of the findings, not a crash. */
function guarded(path: string, check: () => Diagnostic[]): Diagnostic[] {
  try {
    return check()
  } catch (error) {
    return [diagnose(linkMessages, 'app.check.failed', path, { reason: String(error) })]
  }
}
