import type { AppDocument, Command } from '@tangram/app-model'
import { type Id, inOrder, type LocalizedText, textIn } from '@tangram/data-model'
import { idFrom } from '../form/new-element.ts'

type RoleDocument = AppDocument['access']['roles']['items'][string]

/** A role that may nothing yet: what it may is said at each table. */
export function newRole(document: AppDocument, label: LocalizedText): Command {
  const id = idFrom(textIn(label, 'zh-CN'), (candidate) => Object.hasOwn(document.access.roles.items, candidate))
  const role: RoleDocument = { id, label, grants: {}, dashboards: 'all' }
  return { type: 'add', collection: '/access/roles', item: role }
}

/** Without a role that designs, nobody could open the designer after the next publish. */
export function isLastBuilder(document: AppDocument, role: Id): boolean {
  const builders = inOrder(document.access.roles).filter(({ designs }) => designs === true)
  return builders.length === 1 && builders[0]?.id === role
}
