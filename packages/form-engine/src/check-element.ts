import {
  type Collection,
  type Diagnostic,
  diagnose,
  type Entity,
  type FieldDocument,
  type Id,
  inOrder,
  isEncrypted,
  itemOf,
  list,
  pointer,
  text,
  type ValueType,
} from '@tangram/data-model'
import { checkExpression, type Logic, rowScope, type Scope } from '@tangram/expression'
import { formMessages } from './author-messages.ts'
import type { EntityLookup } from './compile-form.ts'
import type { FieldElement } from './document.ts'
import { facetMessages } from './facet-messages.ts'
import type { FieldRegistry } from './field-type.ts'
import { kindWords } from './kind-words.ts'
import { type ResolvedField, resolveField } from './resolve-field.ts'

/** What the elements of a form, or the columns of one of its sub-forms, are checked against. */
export type ElementContext = {
  /** The fields, or the columns. */
  fields: Collection<FieldDocument> | undefined
  registry: FieldRegistry
  /** The entity of the form; undefined when nothing is known of it. */
  entity: Entity | undefined
  entities: EntityLookup
  /** The names of another entity's records. */
  scopeOf(entity: Id): Scope | undefined
  /** The names that formulas of these elements may use. */
  scope: Scope | undefined
}

/** Everything that is wrong with one field on a form, or with one column of a sub-form. */
export function checkFieldElement(element: FieldElement, at: string, seen: Set<Id>, context: ElementContext): Diagnostic[] {
  const { field: id } = element
  const { fields, registry, scope } = context
  const field = itemOf(fields, id)
  if (!field) return [diagnose(formMessages, 'form.element.unknown-field', `${at}/field`, { field: id })]
  const found: Diagnostic[] = []
  if (seen.has(id)) found.push(diagnose(formMessages, 'form.element.field-twice', `${at}/field`, { field: id }))
  seen.add(id)
  const resolved = resolveField(field, registry)
  if (!scope || !resolved) return found
  for (const facet of ['required', 'readOnly'] as const) {
    const rule = element[facet]
    if (rule !== undefined && typeof rule !== 'boolean') found.push(...checkExpression(rule, scope, `${at}/${facet}`).diagnostics)
  }
  if (element.required === true && isFilledIn(resolved)) {
    found.push(diagnose(formMessages, 'form.required-but-computed', `${at}/required`, { field: id }, 'warning'))
  }
  const valueType = resolved.attribute.valueType
  if (element.default !== undefined) found.push(...checkFormula(element.default, scope, `${at}/default`, id, valueType))
  return [
    ...found,
    ...checkOptions(element, resolved, at, scope),
    ...checkChecks(element, at, scope),
    ...checkPick(element, resolved, at, context),
    ...checkColumns(element, resolved, at, context),
  ]
}

function checkOptions({ options, field }: FieldElement, { attribute }: ResolvedField, at: string, scope: Scope): Diagnostic[] {
  if (options === undefined) return []
  if (!attribute.options) return [diagnose(facetMessages, 'form.options.no-choice', `${at}/options`, { field: attribute.label })]
  return checkFormula(options, scope, `${at}/options`, field, list(text()))
}

function checkChecks({ checks }: FieldElement, at: string, scope: Scope): Diagnostic[] {
  return (checks ?? []).flatMap(({ holds, message }, index) => {
    const path = at + pointer('checks', index)
    const isSaid = Object.values(message).some((words) => words.trim() !== '')
    const silent = isSaid ? [] : [diagnose(facetMessages, 'form.check.no-message', `${path}/message`)]
    return [...checkExpression(holds, scope, `${path}/holds`).diagnostics, ...silent]
  })
}

/** Which records may be picked, and what picking one fills in. */
function checkPick({ where, fill }: FieldElement, { attribute }: ResolvedField, at: string, context: ElementContext): Diagnostic[] {
  const { scope, scopeOf, fields, registry } = context
  const type = attribute.valueType
  const params = { field: attribute.label }
  const target = type.kind === 'reference' ? scopeOf(type.to) : undefined
  const found: Diagnostic[] = []
  if (where !== undefined) {
    if (type.kind !== 'reference') found.push(diagnose(facetMessages, 'form.where.no-relation', `${at}/where`, params))
    else if (target && scope)
      found.push(...checkExpression(where, { ...whereScope(target, scope), inDatabase: true }, `${at}/where`).diagnostics)
  }
  if (!fill || fill.length === 0) return found
  if (type.kind !== 'reference' || type.many) return [...found, diagnose(facetMessages, 'form.fill.no-relation', `${at}/fill`, params)]
  for (const [index, { from, to }] of fill.entries()) {
    const path = at + pointer('fill', index)
    const source = target?.typeOf([from])
    if (target && !source) found.push(diagnose(facetMessages, 'form.fill.unknown-source', `${path}/from`, { field: from }))
    if (isEncrypted(source)) found.push(diagnose(facetMessages, 'form.fill.encrypted', `${path}/from`, { field: from }))
    const field = itemOf(fields, to)
    const filled = field && resolveField(field, registry)
    if (!field) found.push(diagnose(formMessages, 'form.element.unknown-field', `${path}/to`, { field: to }))
    if (!filled) continue
    if (isFilledIn(filled)) found.push(diagnose(facetMessages, 'form.fill.not-writable', `${path}/to`, { field: filled.attribute.label }))
    else if (source) found.push(...misfit(source, filled.attribute.valueType, `${path}/to`, to))
  }
  return found
}

/** The names of the records to choose from, and those of the form: `$form.`, in a row `$parent.` and `$row.` too. */
function whereScope(target: Scope, form: Scope): Scope {
  const ofForm = (path: readonly string[]): readonly string[] | undefined => {
    const [first, ...rest] = path
    if (first !== '$form' && first !== '$parent' && first !== '$row') return undefined
    // A form's own names stand by themselves, those of the record around a row do not.
    return form.typeOf(path) ? path : first === '$form' ? rest : path
  }
  const of = <T>(path: readonly string[], read: (scope: Scope, path: readonly string[]) => T): T => {
    const own = ofForm(path)
    return own ? read(form, own) : read(target, path)
  }
  return {
    typeOf: (path) => of(path, (scope, own) => scope.typeOf(own)),
    labelOf: (path, locale) => of(path, (scope, own) => scope.labelOf?.(own, locale)),
    optionsOf: (path) => of(path, (scope, own) => scope.optionsOf?.(own)),
    ...(target.names ? { names: () => target.names?.() ?? [] } : {}),
  }
}

/** The columns that a form shows of a sub-form, and what it says of each. */
function checkColumns(
  { columns }: FieldElement,
  { document, attribute }: ResolvedField,
  at: string,
  context: ElementContext,
): Diagnostic[] {
  if (!columns) return []
  const { entity, entities } = context
  const settled = entity?.attributes[document.id]
  if (!attribute.rows) return [diagnose(facetMessages, 'form.columns.no-sub-form', `${at}/columns`, { field: attribute.label })]
  const scope = entity && settled?.rows ? rowScope(entity, settled, entities) : undefined
  const seen = new Set<Id>()
  const inRow = { ...context, fields: document.fields, scope }
  const stray = columns.order.flatMap((id, index) =>
    itemOf(columns, id) ? [] : [diagnose(formMessages, 'form.element.unknown', at + pointer('columns', 'order', index), { element: id })],
  )
  const placed = new Set(columns.order)
  const lost = Object.keys(columns.items).flatMap((id) =>
    placed.has(id) ? [] : [diagnose(formMessages, 'form.element.not-placed', at + pointer('columns', 'items', id), { element: id })],
  )
  const checked = inOrder(columns).flatMap((column) => {
    const path = at + pointer('columns', 'items', column.id)
    const visible = scope && column.visible !== undefined ? checkExpression(column.visible, scope, `${path}/visible`).diagnostics : []
    return [...visible, ...checkFieldElement(column, path, seen, inRow)]
  })
  return [...stray, ...lost, ...checked]
}

const isFilledIn = ({ attribute }: ResolvedField): boolean => attribute.serial !== undefined || attribute.computed !== undefined

/** What is wrong with a formula whose value a field is to store. */
export function checkFormula(logic: Logic, scope: Scope, path: string, field: Id, expected: ValueType): Diagnostic[] {
  const { type, diagnostics } = checkExpression(logic, scope, path)
  return diagnostics.length > 0 || !type ? diagnostics : misfit(type, expected, path, field)
}

function misfit(type: ValueType, expected: ValueType, path: string, field: Id): Diagnostic[] {
  if (fitsInto(type, expected)) return []
  return [
    diagnose(formMessages, 'form.formula.wrong-type', path, { field, found: kindWords[type.kind], expected: kindWords[expected.kind] }),
  ]
}

/** Whether what a formula gives can be stored in a field; numbers go into each other (`coerce` rounds), everything reads as text. */
function fitsInto(given: ValueType, field: ValueType): boolean {
  const isNumber = (type: ValueType) => type.kind === 'integer' || type.kind === 'decimal'
  if (field.kind === 'json' || given.kind === 'json') return true
  if (isNumber(given) && isNumber(field)) return true
  if (field.kind === 'text') return given.kind === 'text' || isNumber(given) || given.kind === 'boolean'
  if (field.kind === 'boolean') return true
  if (field.kind === 'reference' && given.kind === 'text') return true
  return given.kind === field.kind
}
