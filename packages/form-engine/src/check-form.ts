import {
  type Collection,
  type Diagnostic,
  diagnose,
  type EntityDocument,
  type FieldDocument,
  type Id,
  inOrder,
  itemOf,
  json,
  pointer,
} from '@tangram/data-model'
import { checkExpression, rowScope, type Scope } from '@tangram/expression'
import { formMessages } from './author-messages.ts'
import { checkFieldElement, checkFormula } from './check-element.ts'
import { childrenOf, nestingProblem } from './children-of.ts'
import { compileForm, type EntityLookup, entityPath } from './compile-form.ts'
import type { DisplayElement, FormDocument, FormElement } from './document.ts'
import { entityOf } from './entity-of.ts'
import type { FieldRegistry } from './field-type.ts'
import { resolveField } from './resolve-field.ts'
import { compileRecord } from './validate-record.ts'

/** The names that formulas over one entity may use; undefined for an unknown entity. */
export type ScopeOf = (entity: Id) => Scope | undefined

/**
 * Everything that is wrong with a form over its entity. Paths start at the form document.
 *
 * @param entities resolves references, for names in rows
 */
export function checkForm(
  form: FormDocument,
  document: EntityDocument,
  registry: FieldRegistry,
  scopeOf: ScopeOf,
  entities: EntityLookup = () => undefined,
): Diagnostic[] {
  const scope = scopeOf(form.entity)
  const entity = entities(form.entity) ?? entityOf('', document, registry, { entities })
  const context = { fields: document.fields, registry, entity, entities, scopeOf, scope }
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
    if (element.kind === 'field') found.push(...checkFieldElement(element, at, fieldsSeen, context))
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
export function checkEntityFormulas(
  document: EntityDocument,
  registry: FieldRegistry,
  scopeOf: ScopeOf,
  entities: EntityLookup = () => undefined,
): Diagnostic[] {
  const entity = entities(document.id) ?? entityOf('', document, registry, { entities })
  const found = checkFormulas(document.fields, '', registry, scopeOf(document.id))
  for (const field of inOrder(document.fields)) {
    const attribute = Object.hasOwn(entity.attributes, field.id) ? entity.attributes[field.id] : undefined
    if (!attribute?.rows) continue
    found.push(...checkFormulas(field.fields, pointer('fields', 'items', field.id), registry, rowScope(entity, attribute, entities)))
  }
  const prefix = entityPath(document)
  const cycles = compileRecord(document, registry).diagnostics.filter(({ code }) => code === 'form.cycle')
  return [...found, ...cycles.map((cycle) => ({ ...cycle, path: cycle.path.slice(prefix.length) }))]
}

/** What is wrong with the own formulas of fields, or of columns. */
function checkFormulas(
  fields: Collection<FieldDocument> | undefined,
  path: string,
  registry: FieldRegistry,
  scope: Scope | undefined,
): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const field of inOrder(fields)) {
    const resolved = resolveField(field, registry)
    const at = path + pointer('fields', 'items', field.id)
    if (!resolved || !scope) continue
    for (const facet of ['default', 'computed'] as const) {
      const logic = field[facet]
      // What follows from the formula fits whatever it gives.
      const expected = resolved.fieldType.typeOfFormula ? json : resolved.attribute.valueType
      // What is computed is computed by the database too: for records that are there already, and for lists.
      const where = facet === 'computed' ? { ...scope, inDatabase: true as const } : scope
      if (logic !== undefined) found.push(...checkFormula(logic, where, `${at}/${facet}`, field.id, expected))
    }
  }
  return found
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
