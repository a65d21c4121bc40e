import {
  type Attribute,
  type Entity,
  type Id,
  type Locale,
  type LocalizedText,
  recordAttributes,
  reference,
  textIn,
  type ValueType,
} from '@tangram/data-model'
import { givenNames } from './given-names.ts'
import type { Scope } from './logic.ts'

/** What a scope has beside the entity's own names. */
export type MoreNames = {
  /** True: `$old.<field>`, the values before the change. */
  old?: boolean
  /** Further names, e.g. process variables. */
  names?: { readonly [name: string]: { valueType: ValueType; label?: LocalizedText } }
}

type Found = Pick<Attribute, 'valueType' | 'label' | 'options'>

/** How many segments `names` lists, and how many a name may have at all. */
const maxListed = 2
const maxPath = 6

/** The names of one entity's records: own attributes, those of referenced records, and what the situation gives. */
export function entityScope(entity: Entity, entities: (id: Id) => Entity | undefined, more: MoreNames = {}): Scope {
  const find = (path: readonly string[]): Found | undefined => {
    const name = path.join('.')
    if (Object.hasOwn(givenNames, name)) return givenNames[name]
    if (more.names && Object.hasOwn(more.names, name)) {
      const extra = more.names[name]
      return extra && { label: extra.label ?? { en: name, 'zh-CN': name }, valueType: extra.valueType }
    }
    if (path[0] === '$old') return more.old ? through(entity, path.slice(1), entities) : undefined
    return through(entity, path, entities)
  }
  return {
    typeOf: (path) => find(path)?.valueType,
    labelOf: (path, locale) => {
      const found = find(path)
      return found && textIn(found.label, locale, path.at(-1))
    },
    optionsOf: (path) => find(path)?.options,
    names: () => [
      ...reach(entity, entities, 'zh-CN', maxListed),
      ...reach(entity, entities, 'en', maxListed),
      ...Object.keys({ ...givenNames, ...more.names }).map((name) => ({ path: name.split('.'), label: name })),
    ],
  }
}

/** The attribute at the end of a path; each segment but the last is a single reference. */
function through(entity: Entity, path: readonly string[], entities: (id: Id) => Entity | undefined): Found | undefined {
  const [first, ...rest] = path
  if (first === undefined || path.length > maxPath) return undefined
  const found = attributeOf(entity, first)
  if (!found || rest.length === 0) return found
  if (found.valueType.kind !== 'reference' || found.valueType.many) return undefined
  const next = entities(found.valueType.to)
  return next && through(next, rest, entities)
}

function attributeOf(entity: Entity, id: Id): Found | undefined {
  if (Object.hasOwn(entity.attributes, id)) return entity.attributes[id]
  // A record's id is the uuid that references to it hold, and compares with them.
  if (id === 'id') return { ...recordAttributes.id, valueType: reference(entity.id) }
  return Object.hasOwn(recordAttributes, id) ? recordAttributes[id as keyof typeof recordAttributes] : undefined
}

function reach(
  entity: Entity,
  entities: (id: Id) => Entity | undefined,
  locale: Locale,
  depth: number,
): { path: readonly string[]; label: string }[] {
  return [...entity.order, ...Object.keys(recordAttributes)].flatMap((id) => {
    const found = attributeOf(entity, id)
    if (!found) return []
    const label = textIn(found.label, locale, id)
    const type = found.valueType
    const next = depth > 1 && type.kind === 'reference' && !type.many ? entities(type.to) : undefined
    const further = next ? reach(next, entities, locale, depth - 1) : []
    return [{ path: [id], label }, ...further.map((name) => ({ path: [id, ...name.path], label: `${label}.${name.label}` }))]
  })
}
