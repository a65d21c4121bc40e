import {
  type Diagnostic,
  diagnose,
  type EntityDocument,
  type Id,
  inOrder,
  itemOf,
  json,
  pointer,
  type ValueType,
} from '@tangram/data-model'
import { checkExpression, type Logic, type Scope } from '@tangram/expression'
import { formMessages } from './author-messages.ts'
import { childrenOf, nestingProblem } from './children-of.ts'
import { compileForm, entityPath } from './compile-form.ts'
import type { DisplayElement, FieldElement, FormDocument, FormElement } from './document.ts'
import type { FieldRegistry } from './field-type.ts'
import { kindWords } from './kind-words.ts'
import { resolveField } from './resolve-field.ts'
import { compileRecord } from './validate-record.ts'

/** The names that formulas over one entity may use; undefined for an unknown entity. */
export type ScopeOf = (entity: Id) => Scope | undefined

/** Everything that is wrong with a form over its entity. Paths start at the form document. */
export function checkForm(form: FormDocument, document: EntityDocument, registry: FieldRegistry, scopeOf: ScopeOf): Diagnostic[] {
  const scope = scopeOf(form.entity)
  const found = checkOrder(form)
  const fieldsSeen = new Set<Id>()
  for (const element of Object.values(form.elements.items)) {
    const at = pointer('elements', 'items', element.id)
    if (scope && element.visible !== undefined) found.push(...checkExpression(element.visible, scope, `${at}/visible`).diagnostics)
    const span = 'span' in element ? element.span : undefined
    if (span !== undefined && !(Number.isInteger(span) && span >= 1 && span <= 12)) {
      found.push(diagnose(formMessages, 'form.element.bad-span', `${at}/span`))
    }
    if (element.kind === 'button') found.push(...checkButton(element, at, document, scope))
    if (element.kind === 'qr' && scope && typeof element.text === 'object' && element.text !== null) {
      found.push(...checkExpression(element.text, scope, `${at}/text`).diagnostics)
    }
    if (element.kind === 'field') found.push(...checkFieldElement(element, at, fieldsSeen, document, registry, scope))
  }
  if (form.public?.enabled) found.push(...checkPublic(document, registry, fieldsSeen))
  const { diagnostics } = compileForm(form, document, registry)
  // What is no expression `checkExpression` has reported; cycles among the entity's own formulas are reported with the entity.
  const isOwn = ({ code, path }: Diagnostic) => code === 'form.cycle' && !path.startsWith(entityPath(document))
  return [...found, ...diagnostics.filter(isOwn)]
}

/** A button opens an address that browsers may follow, or fills in fields of the table. */
function checkButton(button: DisplayElement, at: string, document: EntityDocument, scope: Scope | undefined): Diagnostic[] {
  const { action } = button
  if (!action) return [diagnose(formMessages, 'form.button.does-nothing', at, {}, 'warning')]
  if (action.type === 'open') {
    return safeAddress.test(action.address) ? [] : [diagnose(formMessages, 'form.button.bad-address', `${at}/action/address`)]
  }
  return Object.entries(action.values).flatMap(([field, logic]) => {
    const path = `${at}/action/values${pointer(field)}`
    if (!itemOf(document.fields, field)) return [diagnose(formMessages, 'form.element.unknown-field', path, { field })]
    return scope ? checkExpression(logic, scope, path).diagnostics : []
  })
}

const safeAddress = /^(?:https:\/\/|mailto:|tel:)./

/** A public form makes new records, so every required field must be on it or fill itself in. */
function checkPublic(document: EntityDocument, registry: FieldRegistry, onForm: ReadonlySet<Id>): Diagnostic[] {
  if (onForm.size === 0) return [diagnose(formMessages, 'form.public.no-fields', '/elements/order')]
  return inOrder(document.fields).flatMap((field) => {
    const isMissing = resolveField(field, registry)?.attribute.required && field.default === undefined && !onForm.has(field.id)
    return isMissing ? [diagnose(formMessages, 'form.public.lacks-required', '/elements/order', { field: field.label })] : []
  })
}

/** Everything that is wrong with the formulas of an entity. Paths start at the entity document. */
export function checkEntityFormulas(document: EntityDocument, registry: FieldRegistry, scopeOf: ScopeOf): Diagnostic[] {
  const scope = scopeOf(document.id)
  const found: Diagnostic[] = []
  for (const field of inOrder(document.fields)) {
    const resolved = resolveField(field, registry)
    const at = pointer('fields', 'items', field.id)
    if (!resolved || !scope) continue
    for (const facet of ['default', 'computed'] as const) {
      const logic = field[facet]
      // What follows from the formula fits whatever it gives.
      const expected = resolved.fieldType.typeOfFormula ? json : resolved.attribute.valueType
      if (logic !== undefined) found.push(...checkFormula(logic, scope, `${at}/${facet}`, field.id, expected))
    }
  }
  const prefix = entityPath(document)
  const cycles = compileRecord(document, registry).diagnostics.filter(({ code }) => code === 'form.cycle')
  return [...found, ...cycles.map((cycle) => ({ ...cycle, path: cycle.path.slice(prefix.length) }))]
}

function checkFieldElement(
  element: FieldElement,
  at: string,
  seen: Set<Id>,
  document: EntityDocument,
  registry: FieldRegistry,
  scope: Scope | undefined,
): Diagnostic[] {
  const { field: id } = element
  const found: Diagnostic[] = []
  const field = itemOf(document.fields, id)
  if (!field) return [...found, diagnose(formMessages, 'form.element.unknown-field', `${at}/field`, { field: id })]
  if (seen.has(id)) found.push(diagnose(formMessages, 'form.element.field-twice', `${at}/field`, { field: id }))
  seen.add(id)
  const resolved = resolveField(field, registry)
  if (!scope || !resolved) return found
  for (const facet of ['required', 'readOnly'] as const) {
    const rule = element[facet]
    if (rule !== undefined && typeof rule !== 'boolean') found.push(...checkExpression(rule, scope, `${at}/${facet}`).diagnostics)
  }
  if (element.required === true && (resolved.attribute.serial || resolved.attribute.computed !== undefined)) {
    found.push(diagnose(formMessages, 'form.required-but-computed', `${at}/required`, { field: id }, 'warning'))
  }
  if (element.default !== undefined) found.push(...checkFormula(element.default, scope, `${at}/default`, id, resolved.attribute.valueType))
  return found
}

function checkFormula(logic: Logic, scope: Scope, path: string, field: Id, expected: ValueType): Diagnostic[] {
  const { type, diagnostics } = checkExpression(logic, scope, path)
  if (diagnostics.length > 0 || !type || fitsInto(type, expected)) return diagnostics
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

/** Elements no order reaches, elements two orders reach, ids in an order without an element. */
function checkOrder(form: FormDocument): Diagnostic[] {
  const found: Diagnostic[] = []
  const placed = new Set<Id>()
  const walk = (order: readonly Id[], at: string, parent?: FormElement['kind']) => {
    for (const [index, id] of order.entries()) {
      const element = itemOf(form.elements, id)
      if (!element) {
        found.push(diagnose(formMessages, 'form.element.unknown', at + pointer(index), { element: id }))
      } else if (placed.has(id)) {
        found.push(diagnose(formMessages, 'form.element.placed-twice', at + pointer(index), { element: id }))
      } else {
        placed.add(id)
        const problem = nestingProblem(element.kind, parent)
        if (problem) found.push(diagnose(formMessages, `form.element.${problem}`, at + pointer(index), { element: id }))
        walk(childrenOf(element), pointer('elements', 'items', id, 'order'), element.kind)
      }
    }
  }
  walk(form.elements.order, '/elements/order')
  for (const id of Object.keys(form.elements.items)) {
    if (!placed.has(id)) found.push(diagnose(formMessages, 'form.element.not-placed', pointer('elements', 'items', id), { element: id }))
  }
  return found
}
