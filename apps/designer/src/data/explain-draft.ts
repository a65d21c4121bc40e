import { explainField, explainRights, fieldInWords, type PersonPrincipal, rightsActions, rightsInWords } from '@tangram/access'
import { type AppDocument, resolveApp } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import type { ActionExplained, FieldExplained } from '@tangram/ui'
import { platform } from '../platform.ts'

/** What somebody with these roles may do with a table by this version of the app, and why: nothing needs to be published for it. */
export function explainDraft(
  document: AppDocument,
  roles: readonly Id[],
  entity: Id,
): { actions: ActionExplained[]; fields: FieldExplained[] } {
  const app = resolveApp(document, platform)
  const resolved = app.entity(entity)
  if (!resolved) return { actions: [], fields: [] }
  const { access } = document
  const question = { access, principal: holderOf(document.id, roles), entity: resolved }
  const about = { access, scope: entityScope(resolved, app.entity), ofRecord: false }
  const actions = rightsActions.map((action) => {
    const answer = explainRights(question, action)
    return { action, verdict: answer.verdict, words: rightsInWords(answer, about) }
  })
  if (actions[0]?.verdict === 'no') return { actions, fields: [] }
  const fields = resolved.order.flatMap((id) => {
    const attribute = resolved.attributes[id]
    if (!attribute) return []
    const answer = explainField(question, id)
    return [{ field: id, label: attribute.label, sees: answer.sees, changes: answer.changes, words: fieldInWords(answer, about) }]
  })
  return { actions, fields }
}

/** Somebody who holds just these roles. Conditions are told, not evaluated: who it is makes no difference. */
function holderOf(app: Id, roles: readonly Id[]): PersonPrincipal {
  const nobody = { id: '', name: '', teams: [], departments: [], admin: false, locale: 'zh-CN', zone: 'UTC' } as const
  return { kind: 'person', ...nobody, roles: { [app]: roles } }
}
