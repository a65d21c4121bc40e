import type { Entity } from '@tangram/data-model'
import type { AccessDocument } from './document.ts'
import type { Principal } from './principal.ts'
import type { Condition } from './rights.ts'
import { rightsOn } from './rights-on.ts'

/**
 * Which records of `target` may be offered, by label alone, as values of the relations of `from`. Who may read them may pick them; a
 * form link may pick what its entity refers to, except people, teams and departments, and still read nothing else of it.
 */
export function mayPick(access: AccessDocument, principal: Principal, target: Entity, from: Entity): Condition {
  if (principal.kind !== 'link') return rightsOn(access, principal, target).read
  const isItsForm = principal.purpose === 'form' && from.app === principal.app && from.id === principal.entity
  if (!isItsForm || target.system) return false
  return Object.values(from.attributes).some(({ valueType }) => valueType.kind === 'reference' && valueType.to === target.id)
}
