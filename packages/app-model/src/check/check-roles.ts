import { type AccessDocument, checkAccess } from '@tangram/access'
import { type Diagnostic, itemOf } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import type { CheckContext } from './context.ts'

/** Rights name tables, fields and dashboards of this app. */
export function checkRoles(access: AccessDocument, { app, entity }: CheckContext): Diagnostic[] {
  return checkAccess(access, {
    entity,
    hasDashboard: (id) => itemOf(app.dashboards, id) !== undefined,
    scopeOf: (of) => entityScope(of, entity),
  })
}
