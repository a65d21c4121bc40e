import type { Entity, Id, Mask } from '@tangram/data-model'
import { all } from './condition.ts'
import type { EntityGrant, FieldRule } from './document.ts'
import type { Condition, EntityRights } from './rights.ts'

/** Whether values of this field can be masked: texts that people write, not the ids of choices. */
export function canMask({ attributes }: Entity, field: Id): boolean {
  const attribute = Object.hasOwn(attributes, field) ? attributes[field] : undefined
  return attribute?.valueType.kind === 'text' && attribute.options === undefined
}

/** What a grant says of a field. What should be masked and cannot be is hidden. */
export function ruleOn(entity: Entity, { fields }: EntityGrant, field: Id): FieldRule | undefined {
  const rule = fields && Object.hasOwn(fields, field) ? fields[field] : undefined
  return isMask(rule) && !canMask(entity, field) ? 'hidden' : rule
}

export function isMask(rule: FieldRule | undefined): boolean {
  return rule === 'masked' || (typeof rule === 'object' && rule !== null)
}

/** The mask of a rule on this field. */
export function maskOf({ attributes }: Entity, field: Id, rule: FieldRule): Mask {
  if (typeof rule === 'object') {
    const { mask: kind, first, last } = rule
    return { kind, ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) }
  }
  return { kind: attributes[field]?.mask ?? 'ends' }
}

/** The mask of several rules that mask one field: where they differ nothing is left, so that none gives away what another keeps. */
export function maskOfAll(entity: Entity, field: Id, rules: readonly (FieldRule | undefined)[]): Mask | undefined {
  const masks = rules.flatMap((rule) => (rule !== undefined && isMask(rule) ? [maskOf(entity, field, rule)] : []))
  const kinds = new Set(masks.map((mask) => JSON.stringify(mask)))
  return kinds.size > 1 ? { kind: 'all' } : masks[0]
}

/** The rights with one field masked save where `clearWhere` holds, and not to be changed where it is. */
export function withMask(rights: EntityRights, field: Id, mask: Mask, clearWhere: Condition): EntityRights {
  if (clearWhere === true || rights.hidden.has(field)) return rights
  const masked = new Map(rights.masked).set(field, { mask, clearWhere })
  if (clearWhere === false) return { ...rights, masked, readOnly: new Set(rights.readOnly).add(field) }
  const writable = all([rights.writableWhere.get(field) ?? true, clearWhere])
  return { ...rights, masked, writableWhere: new Map(rights.writableWhere).set(field, writable) }
}
