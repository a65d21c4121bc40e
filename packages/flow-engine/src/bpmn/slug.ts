import { type Id, isId } from '@tangram/data-model'

/** Ids of ours for ids of a file: lower case, letters, digits and underscores, each given once. */
export class Slugs {
  readonly #taken = new Set<string>()

  /** `fallback` when nothing of the id is left. */
  of(id: string, fallback: string): Id {
    const wanted = slug(id) ?? fallback
    let given = wanted
    for (let number = 2; this.#taken.has(given); number += 1) given = `${wanted.slice(0, 36)}_${number}`
    this.#taken.add(given)
    return given
  }
}

/** `orderAmount`, `Order-Amount` → `order_amount`; undefined when nothing is left. */
export function slug(text: string): Id | undefined {
  const made = text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '')
  return isId(made) ? made : undefined
}
