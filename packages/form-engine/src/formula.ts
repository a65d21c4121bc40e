import type { Id, LocalizedText } from '@tangram/data-model'
import { type CompiledLogic, type Logic, namesIn } from '@tangram/expression'
import type { FieldElement } from './document.ts'
import type { ResolvedField } from './resolve-field.ts'

export type FormulaFacet = 'visible' | 'required' | 'readOnly' | 'default' | 'computed' | 'options' | 'where' | 'checks'

/** A formula of the form: whose facet it gives, where it stands, what it says. `rows` is the sub-form that the field is a column of. */
export type Formula = Condition & { field: Id; rows?: Id; facet: FormulaFacet; message?: LocalizedText }
export type CompiledFormula = Formula & { run: CompiledLogic }

export type Condition = { path: string; logic: Logic }

/** A field, or a column of a sub-form, and what the form says about it. The two paths are those of its element and of itself. */
export type FieldSource = {
  resolved: ResolvedField
  element: FieldElement | undefined
  /** When it shows: its own condition and those of the containers around it. */
  conditions: readonly Condition[]
  elementPath: string
  fieldPath: string
  rows?: Id
}

/** Tells fields and columns apart: `total`, `items/amount`. */
export const ownerOf = (field: Id, rows: Id | undefined): string => (rows === undefined ? field : `${rows}/${field}`)

/** Every formula of a field, of the form and of its own. */
export function formulasOf({ resolved, element, conditions, elementPath, fieldPath, rows }: FieldSource): Formula[] {
  const formulas: Formula[] = []
  const add = (facet: FormulaFacet, path: string, logic: Logic | undefined, message?: LocalizedText) => {
    if (logic === undefined) return
    formulas.push({
      field: resolved.document.id,
      ...(rows === undefined ? {} : { rows }),
      facet,
      path,
      logic,
      ...(message ? { message } : {}),
    })
  }
  for (const { path, logic } of conditions) add('visible', path, logic)
  if (typeof element?.required !== 'boolean') add('required', `${elementPath}/required`, element?.required)
  if (typeof element?.readOnly !== 'boolean') add('readOnly', `${elementPath}/readOnly`, element?.readOnly)
  add('computed', `${fieldPath}/computed`, resolved.attribute.computed)
  if (element?.default !== undefined) add('default', `${elementPath}/default`, element.default)
  else add('default', `${fieldPath}/default`, resolved.document.default)
  add('options', `${elementPath}/options`, element?.options)
  add('where', `${elementPath}/where`, element?.where)
  element?.checks?.forEach(({ holds, message }, index) => {
    add('checks', `${elementPath}/checks/${index}/holds`, holds, message)
  })
  return formulas
}

/**
 * The names a formula reads of the record and, in a row, of the row. A condition on other records reads of the form only what it says so:
 * its bare names are theirs.
 */
export function namesOf({ logic, facet, rows }: Formula): { record: string[][]; row: string[][] } {
  const record: string[][] = []
  const row: string[][] = []
  for (const name of namesIn(logic)) {
    const [first, ...rest] = name
    if (first === '$form' || first === '$parent') record.push(rest)
    else if (first === '$row') row.push(rest)
    else if (facet === 'where' || first?.startsWith('$')) continue
    else if (rows === undefined) record.push(name)
    else row.push(name)
  }
  return { record, row }
}
