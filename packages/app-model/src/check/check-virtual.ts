import { type Attribute, type Diagnostic, diagnose, type Entity, type Id } from '@tangram/data-model'
import { namesIn } from '@tangram/expression'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

/** A formula that looks into other records does not come back to itself by way of theirs. */
export function checkVirtual(entity: Entity, attribute: Attribute, at: string, { entity: lookup }: CheckContext): Diagnostic[] {
  if (!attribute.virtual) return []
  const start = `${entity.id}.${attribute.id}`
  const seen = new Set<string>()
  const reaches = (from: Entity, { computed = null }: Attribute): boolean =>
    namesIn(computed).some((path) => {
      const found = attributeAt(from, path, lookup)
      if (!found?.attribute.virtual) return false
      const place = `${found.entity.id}.${found.attribute.id}`
      if (place === start) return true
      if (seen.has(place)) return false
      seen.add(place)
      return reaches(found.entity, found.attribute)
    })
  return reaches(entity, attribute) ? [diagnose(linkMessages, 'app.field.circle', at, { field: attribute.label })] : []
}

function attributeAt(
  entity: Entity,
  [first = '', ...rest]: readonly string[],
  lookup: (id: Id) => Entity | undefined,
): { entity: Entity; attribute: Attribute } | undefined {
  const attribute = Object.hasOwn(entity.attributes, first) ? entity.attributes[first] : undefined
  if (!attribute || rest.length === 0) return attribute && { entity, attribute }
  const target = attribute.valueType.kind === 'reference' ? lookup(attribute.valueType.to) : undefined
  return target && attributeAt(target, rest, lookup)
}
