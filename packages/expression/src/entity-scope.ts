import { type Entity, type LocalizedText, textIn, type ValueType } from '@tangram/data-model'
import { type Entities, type Found, foundAt, namesFrom, recordOf } from './follow-path.ts'
import { givenNames } from './given-names.ts'
import type { Scope } from './logic.ts'

/** What a scope has beside the entity's own names. */
export type MoreNames = {
  /** True: `$old.<field>`, the values before the change. */
  old?: boolean
  /** Further names, e.g. process variables. */
  names?: { readonly [name: string]: { valueType: ValueType; label?: LocalizedText } }
}

/** How many segments `names` lists. */
const maxListed = 2

/**
 * The names of one entity's records: own attributes, those of referenced records (`product.line`), columns of sub-forms as lists
 * (`items.amount`), ends of ranges (`period.start`), and what the situation gives.
 */
export function entityScope(entity: Entity, entities: Entities, more: MoreNames = {}): Scope {
  const start = recordOf(entity)
  const own = (path: readonly string[]) => {
    if (path[0] === '$old') return more.old ? foundAt(start, path.slice(1), entities) : undefined
    return foundAt(start, path, entities)
  }
  return scopeOver(own, more, () => [...namesFrom(start, entities, 'zh-CN', maxListed), ...namesFrom(start, entities, 'en', maxListed)])
}

/** A scope over what `own` finds, with the names of the situation. */
export function scopeOver(
  own: (path: readonly string[]) => Found | undefined,
  more: MoreNames,
  ownNames: () => { path: readonly string[]; label: string }[],
): Scope {
  const find = (path: readonly string[]): Found | undefined => {
    const name = path.join('.')
    if (Object.hasOwn(givenNames, name)) return givenNames[name]
    if (more.names && Object.hasOwn(more.names, name)) {
      const extra = more.names[name]
      return extra && { label: extra.label ?? { en: name, 'zh-CN': name }, valueType: extra.valueType }
    }
    return own(path)
  }
  // Printing and completion ask for the names once for each name.
  let listed: { path: readonly string[]; label: string }[] | undefined
  return {
    typeOf: (path) => find(path)?.valueType,
    labelOf: (path, locale) => {
      const found = find(path)
      return found && textIn(found.label, locale, path.at(-1))
    },
    optionsOf: (path) => find(path)?.options,
    names: () => {
      listed ??= [...ownNames(), ...Object.keys({ ...givenNames, ...more.names }).map((name) => ({ path: name.split('.'), label: name }))]
      return listed
    },
  }
}
