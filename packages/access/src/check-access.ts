import { type Diagnostic, diagnose, type Entity, type Id, pointer } from '@tangram/data-model'
import { checkExpression, type Scope } from '@tangram/expression'
import type { AccessDocument } from './document.ts'
import { canMask, isMask } from './mask-rights.ts'
import { accessMessages } from './messages.ts'

/** What the rest of the app knows: entities and dashboards by id, and what names mean in a row condition. */
export type AccessLookup = {
  entity(id: Id): Entity | undefined
  hasDashboard(id: Id): boolean
  scopeOf(entity: Entity): Scope
}

const rights = ['read', 'create', 'update', 'delete'] as const

/** Everything the author should mend; paths begin at the access document. */
export function checkAccess(access: AccessDocument, lookup: AccessLookup): Diagnostic[] {
  return Object.entries(access.roles.items).flatMap(([id, role]) => {
    const at = (...more: (string | number)[]) => pointer('roles', 'items', id, ...more)
    const out: Diagnostic[] = []
    for (const [entityId, grant] of Object.entries(role.grants ?? {})) {
      const entity = lookup.entity(entityId)
      if (!entity) {
        out.push(diagnose(accessMessages, 'access.grant.unknown-entity', at('grants', entityId), { entity: entityId }))
        continue
      }
      for (const right of rights) {
        const condition = grant[right]
        const path = at('grants', entityId, right)
        if (entity.linked && right !== 'read' && condition !== undefined && condition !== false)
          out.push(diagnose(accessMessages, 'access.grant.read-only', path, { entity: entity.label }))
        if (condition === undefined || typeof condition === 'boolean') continue
        const { type, diagnostics } = checkExpression(condition, { ...lookup.scopeOf(entity), inDatabase: true }, path)
        out.push(...diagnostics)
        if (type && type.kind !== 'boolean') {
          out.push(diagnose(accessMessages, 'access.grant.not-a-condition', path, { found: type.kind }))
        }
      }
      for (const [field, rule] of Object.entries(grant.fields ?? {})) {
        const path = at('grants', entityId, 'fields', field)
        if (!Object.hasOwn(entity.attributes, field)) {
          out.push(diagnose(accessMessages, 'access.field.unknown', path, { field, entity: entity.label }))
        } else if (isMask(rule) && !canMask(entity, field)) {
          out.push(diagnose(accessMessages, 'access.field.no-mask', path, { field: entity.attributes[field]?.label ?? field }))
        } else if (rule !== 'hidden' && rule !== 'read' && !isMask(rule)) {
          out.push(diagnose(accessMessages, 'access.field.unknown-rule', path, { field, found: String(rule) }))
        }
      }
    }
    if (Array.isArray(role.dashboards)) {
      role.dashboards.forEach((dashboard, index) => {
        if (lookup.hasDashboard(dashboard)) return
        out.push(diagnose(accessMessages, 'access.dashboard.unknown', at('dashboards', index), { dashboard }))
      })
    }
    return out
  })
}
