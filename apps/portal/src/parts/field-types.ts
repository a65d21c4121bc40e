import type { FieldRegistry } from '@tangram/form-engine'

/**
 * The field types of these names; a name nobody knows is left out.
 *
 * The build takes another module in place of this one, with a file of its own for each type (see build/lazy-registries.ts).
 */
export async function loadFieldTypes(names: ReadonlySet<string>): Promise<FieldRegistry> {
  const { fieldTypes } = await import('@tangram/form-engine')
  return fieldTypes.filter(({ type }) => names.has(type))
}
