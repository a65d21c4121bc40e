import type { Entity, Id, ValueType } from '@tangram/data-model'
import { type CompiledLogic, namesIn } from '@tangram/expression'
import type { FieldPlan, FormulaPlan, WherePlan } from './form-plan.ts'
import { type CompiledFormula, type FieldSource, type Formula, type FormulaFacet, namesOf } from './formula.ts'

/** The type of what a name of the record, or of the row, leads to. */
export type TypeAt = (path: readonly string[], ofRow: boolean) => ValueType | undefined

/** The plan of one field, or of one column, out of its compiled formulas. */
export function planField({ resolved, element, rows }: FieldSource, formulas: readonly CompiledFormula[], typeAt: TypeAt): FieldPlan {
  const of = (facet: FormulaFacet) => formulas.filter((formula) => formula.facet === facet)
  const logicOf = (facet: FormulaFacet): CompiledLogic | undefined => of(facet)[0]?.run
  const { attribute, document, fieldType, config } = resolved
  const filledIn = attribute.serial !== undefined || attribute.computed !== undefined
  const [options] = of('options')
  const [where] = of('where')
  return {
    id: document.id,
    element: element?.id,
    label: element?.label ?? document.label,
    help: element?.help ?? document.help,
    fieldType,
    config,
    attribute,
    visible: of('visible').map(({ run }) => run),
    required: attribute.required || (!filledIn && (element?.required === true || (logicOf('required') ?? false))),
    readOnly: filledIn || element?.readOnly === true || (logicOf('readOnly') ?? false),
    default: logicOf('default'),
    computed: logicOf('computed'),
    whenHidden: element?.whenHidden ?? 'keep',
    checks: of('checks').map((check) => ({ ...formulaPlan(check), message: check.message ?? {} })),
    fill: element?.fill ?? [],
    ...(options && attribute.options ? { options: formulaPlan(options) } : {}),
    ...(where && attribute.valueType.kind === 'reference' ? { where: wherePlan(where, rows !== undefined, typeAt) } : {}),
  }
}

const formulaPlan = (formula: CompiledFormula): FormulaPlan => ({
  run: formula.run,
  names: namesOf(formula).record,
  rowNames: namesOf(formula).row,
})

/** A record reads its own names as such, a row those of the record around it as `$parent.`. */
function wherePlan({ logic }: Formula, isColumn: boolean, typeAt: TypeAt): WherePlan {
  const values = namesIn(logic).flatMap((path): WherePlan['values'] => {
    const [first, ...rest] = path
    const ofRow = first === '$row'
    if (!ofRow && first !== '$form' && first !== '$parent') return []
    return [{ name: path.join('.'), path: isColumn ? path : rest, isDecimal: typeAt(rest, ofRow)?.kind === 'decimal' }]
  })
  return { logic, values }
}

/** Follows references from an attribute of an entity or of a row. */
export function typeWithin(
  attributes: Entity['attributes'] | undefined,
  [first = '', ...rest]: readonly string[],
  lookup: ((entity: Id) => Entity | undefined) | undefined,
): ValueType | undefined {
  const type = attributes && Object.hasOwn(attributes, first) ? attributes[first]?.valueType : undefined
  if (rest.length === 0 || !type) return type
  if (type.kind === 'range') return type.of
  return type.kind === 'reference' ? typeWithin(lookup?.(type.to)?.attributes, rest, lookup) : undefined
}
