import {
  AppError,
  type Diagnostic,
  type Entity,
  type EntityDocument,
  fillAll,
  type Id,
  inOrder,
  itemOf,
  pointer,
} from '@tangram/data-model'
import { type CompiledLogic, compileEvaluator } from '@tangram/expression'
import { breakCycles } from './break-cycles.ts'
import { childrenOf } from './children-of.ts'
import type { FieldElement, FormDocument, FormElement } from './document.ts'
import { entityOf } from './entity-of.ts'
import type { FieldRegistry } from './field-type.ts'
import type { Conditions, FieldPlan, FormPlan } from './form-plan.ts'
import { type CompiledFormula, type Condition, type FieldSource, type Formula, formulasOf, namesOf, ownerOf } from './formula.ts'
import { planField, type TypeAt, typeWithin } from './plan-field.ts'
import { resolveField } from './resolve-field.ts'
import { withKeys } from './with-keys.ts'

/** Finds the entity a reference points to; undefined when unknown. */
export type EntityLookup = (entity: Id) => Entity | undefined

/**
 * Makes a form ready to be filled in or evaluated. Compile once per version of the app.
 *
 * Formulas that wait for each other, or are no expressions, are reported and left out, so that evaluation always ends.
 *
 * @param lookup resolves references for names such as `product.line`
 * @returns a plan whose `diagnostics` have paths into the form document
 */
export function compileForm(form: FormDocument, document: EntityDocument, registry: FieldRegistry, lookup?: EntityLookup): FormPlan {
  const entity = withKeys(entityOf('', document, registry, lookup ? { entities: lookup } : {}), linkedBy(lookup))
  const placed = placedElements(form)
  const onForm = new Map<Id, Placed<FieldElement>>()
  for (const entry of placed) {
    const { element } = entry
    if (element.kind === 'field' && !onForm.has(element.field)) onForm.set(element.field, { ...entry, element })
  }

  const sources: FieldSource[] = []
  const columns: FieldSource[] = []
  for (const field of inOrder(document.fields)) {
    const alone = resolveField(field, registry)
    const resolved = alone && { ...alone, attribute: entity.attributes[field.id] ?? alone.attribute }
    const onIt = onForm.get(field.id)
    if (!resolved || (!onIt && resolved.attribute.computed === undefined)) continue
    const element = pointer('elements', 'items', onIt?.element.id ?? '')
    const own = entityPath(document) + pointer('fields', 'items', field.id)
    sources.push({ resolved, element: onIt?.element, conditions: onIt?.conditions ?? [], elementPath: element, fieldPath: own })
    columns.push(...(resolved.fieldType.rows?.columns(resolved, onIt?.element, registry, { element, field: own }) ?? []))
  }

  const all = [...sources, ...columns]
  const formulas = all.flatMap(formulasOf)
  const whenHidden = new Map(all.map((source) => [ownerOf(source.resolved.document.id, source.rows), source.element?.whenHidden ?? 'keep']))
  const { broken, diagnostics } = breakCycles(formulas, (owner) => whenHidden.get(owner) ?? 'keep', entity)
  const byOwner = new Map<string, CompiledFormula[]>([...whenHidden.keys()].map((owner) => [owner, []]))
  for (const formula of formulas) {
    if (broken.has(formula)) continue
    const run = tryCompile(formula, diagnostics)
    if (run) byOwner.get(ownerOf(formula.field, formula.rows))?.push({ ...formula, run })
  }

  const plan = (source: FieldSource): FieldPlan => {
    const id = source.resolved.document.id
    const ofRow = source.rows === undefined ? undefined : entity.attributes[source.rows]?.rows?.attributes
    const typeAt: TypeAt = (path, isRow) => typeWithin(isRow ? ofRow : entity.attributes, path, lookup)
    return planField(source, byOwner.get(ownerOf(id, source.rows)) ?? [], typeAt)
  }
  const fields: { [field: Id]: FieldPlan } = {}
  for (const source of sources) {
    const field = plan(source)
    const engine = field.fieldType.rows
    const own = columns.filter(({ rows }) => rows === field.id)
    const planned = Object.fromEntries(own.map((column) => [column.resolved.document.id, plan(column)]))
    const formulasOfRows = own.flatMap((column) => byOwner.get(ownerOf(column.resolved.document.id, column.rows)) ?? [])
    fields[field.id] = engine ? { ...field, rows: engine.plan(source.resolved, source.element, planned, formulasOfRows) } : field
  }
  const elements: { [element: Id]: Conditions } = {}
  for (const { element, conditions } of placed) {
    if (element.kind !== 'field') elements[element.id] = conditions.flatMap((condition) => tryCompile(condition, diagnostics) ?? [])
  }
  const order = [...onForm.keys()].filter((id) => Object.hasOwn(fields, id))
  const related = relatedNames([...byOwner.values()].flat(), all, entity, lookup)
  return { form, entity, registry, fields, order, elements, related, diagnostics }
}

/** Of a table that the reader does not know, nothing is known about what names its rows: any text does, the server knows better. */
const linkedBy = (lookup: EntityLookup | undefined) => (id: Id) => {
  const target = lookup?.(id)
  return lookup && !target ? { key: [], types: {} } : target?.linked
}

/** Where diagnostics about the entity's own formulas point, beside the paths into the form. */
export const entityPath = (document: EntityDocument): string => pointer('entity', document.id)

type Placed<E extends FormElement = FormElement> = { element: E; conditions: Condition[] }

/** Every element that the order reaches, each once, with its own condition and those of the containers around it. */
function placedElements(form: FormDocument): Placed[] {
  const placed: Placed[] = []
  const seen = new Set<Id>()
  const place = (ids: readonly Id[], around: Condition[]) => {
    for (const id of ids) {
      const element = itemOf(form.elements, id)
      if (!element || seen.has(id)) continue
      seen.add(id)
      const own = element.visible
      const conditions = own === undefined ? around : [...around, { path: pointer('elements', 'items', id, 'visible'), logic: own }]
      placed.push({ element, conditions })
      place(childrenOf(element), conditions)
    }
  }
  place(form.elements.order, [])
  return placed
}

/** A draft may hold a formula that is no expression yet: it is left out and reported, so that a preview goes on. */
function tryCompile({ logic, path }: Condition, diagnostics: Diagnostic[]): CompiledLogic | undefined {
  try {
    return compileEvaluator(logic)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    diagnostics.push({ code: error.code, path, severity: 'error', message: fillAll(error.entry.text, error.params) })
    return undefined
  }
}

/** Names across references: those that formulas read, and those that picking a record copies. */
function relatedNames(
  formulas: readonly Formula[],
  sources: readonly FieldSource[],
  entity: Entity,
  lookup: EntityLookup | undefined,
): string[][] {
  const names = new Map<string, string[]>()
  const add = (rows: Id | undefined, path: readonly string[]) => {
    const attributes = rows === undefined ? entity.attributes : entity.attributes[rows]?.rows?.attributes
    const [first = ''] = path
    const type = attributes && Object.hasOwn(attributes, first) ? attributes[first]?.valueType : undefined
    if (path.length < 2 || type?.kind !== 'reference' || (lookup && !lookup(type.to))) return
    const whole = rows === undefined ? [...path] : [rows, ...path]
    names.set(whole.join('.'), whole)
  }
  for (const formula of formulas) {
    const { record, row } = namesOf(formula)
    for (const path of record) add(undefined, path)
    for (const path of row) add(formula.rows, path)
  }
  for (const { resolved, element, rows } of sources) {
    for (const { from } of element?.fill ?? []) add(rows, [resolved.document.id, from])
  }
  return [...names.values()]
}
