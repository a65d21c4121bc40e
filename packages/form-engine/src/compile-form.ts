import {
  AppError,
  type Diagnostic,
  diagnose,
  type Entity,
  type EntityDocument,
  fillAll,
  type Id,
  inOrder,
  itemOf,
  pointer,
} from '@tangram/data-model'
import { type CompiledLogic, compileEvaluator, type Logic, namesIn } from '@tangram/expression'
import { childrenOf } from './children-of.ts'
import { cyclesIn } from './dependency-graph.ts'
import type { FieldElement, FormDocument, FormElement } from './document.ts'
import { entityOf } from './entity-of.ts'
import type { FieldRegistry } from './field-type.ts'
import type { Conditions, FieldPlan, FormPlan } from './form-plan.ts'
import { formMessages } from './messages.ts'
import { type ResolvedField, resolveField } from './resolve-field.ts'

/** Finds the entity a reference points to; undefined when unknown. */
export type EntityLookup = (entity: Id) => Entity | undefined

type Facet = 'visible' | 'required' | 'readOnly' | 'default' | 'computed'

/** A formula of the form: whose facet it gives, where it stands, what it reads. */
type Formula = { field: Id; facet: Facet; path: string; logic: Logic }
type CompiledFormula = Formula & { run: CompiledLogic }

/**
 * Makes a form ready to be filled in or evaluated. Compile once per version of the app.
 *
 * Formulas that wait for each other, or are no expressions, are reported and left out, so that evaluation always ends.
 *
 * @param lookup resolves references for names such as `product.line`
 * @returns a plan whose `diagnostics` have paths into the form document
 */
export function compileForm(form: FormDocument, document: EntityDocument, registry: FieldRegistry, lookup?: EntityLookup): FormPlan {
  const entity = entityOf('', document, registry, lookup ? { entities: lookup } : {})
  const placed = placedElements(form)
  const onForm = new Map<Id, Placed<FieldElement>>()
  for (const entry of placed) {
    const { element } = entry
    if (element.kind === 'field' && !onForm.has(element.field)) onForm.set(element.field, { ...entry, element })
  }

  const resolved = new Map<Id, ResolvedField>()
  for (const field of inOrder(document.fields)) {
    const alone = resolveField(field, registry)
    const found = alone && { ...alone, attribute: entity.attributes[field.id] ?? alone.attribute }
    if (found && (onForm.has(field.id) || found.attribute.computed !== undefined)) resolved.set(field.id, found)
  }

  const formulas = [...resolved.values()].flatMap((field) => formulasOf(field, onForm.get(field.document.id), document))
  const { broken, diagnostics } = breakCycles(formulas, onForm, entity)
  const sound = formulas.flatMap((formula): CompiledFormula[] => {
    if (broken.has(formula)) return []
    const run = tryCompile(formula, diagnostics)
    return run ? [{ ...formula, run }] : []
  })

  const byField = new Map<Id, CompiledFormula[]>([...resolved.keys()].map((id) => [id, []]))
  for (const formula of sound) byField.get(formula.field)?.push(formula)
  const fields: { [field: Id]: FieldPlan } = {}
  for (const [id, field] of resolved) fields[id] = planField(field, onForm.get(id)?.element, byField.get(id) ?? [])
  const elements: { [element: Id]: Conditions } = {}
  for (const { element, conditions } of placed) {
    if (element.kind !== 'field') elements[element.id] = conditions.flatMap((condition) => tryCompile(condition, diagnostics) ?? [])
  }
  const order = [...onForm.keys()].filter((id) => resolved.has(id))
  return { form, entity, registry, fields, order, elements, related: relatedNames(sound, entity, lookup), diagnostics }
}

/** Where diagnostics about the entity's own formulas point, beside the paths into the form. */
export const entityPath = (document: EntityDocument): string => pointer('entity', document.id)

type Condition = { path: string; logic: Logic }
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

function formulasOf(field: ResolvedField, placed: Placed<FieldElement> | undefined, document: EntityDocument): Formula[] {
  const id = field.document.id
  const inElement = (facet: string) => pointer('elements', 'items', placed?.element.id ?? '', facet)
  const inField = (facet: string) => entityPath(document) + pointer('fields', 'items', id, facet)
  const formulas: Formula[] = []
  const add = (facet: Facet, path: string, logic: Logic | undefined) => {
    if (logic !== undefined) formulas.push({ field: id, facet, path, logic })
  }
  for (const condition of placed?.conditions ?? []) add('visible', condition.path, condition.logic)
  const element = placed?.element
  if (typeof element?.required !== 'boolean') add('required', inElement('required'), element?.required)
  if (typeof element?.readOnly !== 'boolean') add('readOnly', inElement('readOnly'), element?.readOnly)
  add('computed', inField('computed'), field.attribute.computed)
  if (element?.default !== undefined) add('default', inElement('default'), element.default)
  else add('default', inField('default'), field.document.default)
  return formulas
}

function planField(field: ResolvedField, element: FieldElement | undefined, formulas: readonly CompiledFormula[]): FieldPlan {
  const logicOf = (facet: Facet): CompiledLogic | undefined => formulas.find((candidate) => candidate.facet === facet)?.run
  const { attribute, document, fieldType, config } = field
  const filledIn = attribute.serial !== undefined || attribute.computed !== undefined
  return {
    id: document.id,
    element: element?.id,
    label: element?.label ?? document.label,
    help: element?.help ?? document.help,
    fieldType,
    config,
    attribute,
    visible: formulas.filter((formula) => formula.facet === 'visible').map((formula) => formula.run),
    required: attribute.required || (!filledIn && (element?.required === true || (logicOf('required') ?? false))),
    readOnly: filledIn || element?.readOnly === true || (logicOf('readOnly') ?? false),
    default: logicOf('default'),
    computed: logicOf('computed'),
    whenHidden: element?.whenHidden ?? 'keep',
    checks: [],
    fill: element?.fill ?? [],
  }
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

/** Finds formulas that wait for each other, and which to leave out so that none does. */
function breakCycles(
  formulas: readonly Formula[],
  onForm: ReadonlyMap<Id, Placed<FieldElement>>,
  entity: Entity,
): { broken: Set<Formula>; diagnostics: Diagnostic[] } {
  const broken = new Set<Formula>()
  const diagnostics: Diagnostic[] = []
  for (;;) {
    const cycles = cyclesIn(
      graphOf(
        formulas.filter((formula) => !broken.has(formula)),
        onForm,
      ),
    )
    if (cycles.length === 0) return { broken, diagnostics }
    for (const cycle of cycles) {
      const knot = new Set(cycle)
      const guilty = formulas.filter((formula) => !broken.has(formula) && knot.has(nodeOf(formula.field, formula.facet)))
      for (const formula of guilty) broken.add(formula)
      const names = [...cycle, cycle[0] ?? ''].map((node) => nameOf(node, entity))
      const text = { en: names.map((name) => name.en).join(' → '), 'zh-CN': names.map((name) => name['zh-CN']).join(' → ') }
      const blamed = guilty.find((formula) => formula.path.startsWith('/elements/')) ?? guilty[0]
      diagnostics.push(diagnose(formMessages, 'form.cycle', blamed?.path ?? '', { cycle: text }))
    }
  }
}

const nodeOf = (field: Id, facet: Facet | 'value'): string => `${field}.${facet}`

/**
 * Edges as the evaluation follows them: a formula reads the stored values of fields; a value follows its own formula or
 * default, `readOnly` (which decides whether what was typed counts), and `visible` when hiding changes what is stored.
 */
function graphOf(formulas: readonly Formula[], onForm: ReadonlyMap<Id, Placed<FieldElement>>): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  const edge = (from: string, to: string) => {
    const targets = graph.get(from)
    if (targets) targets.push(to)
    else graph.set(from, [to])
  }
  for (const { field, facet, logic } of formulas) {
    for (const [name = ''] of namesIn(logic)) edge(nodeOf(field, facet), nodeOf(name, 'value'))
    if (facet === 'computed' || facet === 'default' || facet === 'readOnly') edge(nodeOf(field, 'value'), nodeOf(field, facet))
    const whenHidden = onForm.get(field)?.element.whenHidden ?? 'keep'
    if (facet === 'visible' && whenHidden !== 'keep') edge(nodeOf(field, 'value'), nodeOf(field, 'visible'))
  }
  return graph
}

const facetWords: { [facet: string]: { en: string; 'zh-CN': string } } = {
  value: { en: '', 'zh-CN': '' },
  visible: { en: ' (when it shows)', 'zh-CN': '（显示条件）' },
  required: { en: ' (required)', 'zh-CN': '（必填条件）' },
  readOnly: { en: ' (read-only)', 'zh-CN': '（只读条件）' },
  default: { en: ' (default value)', 'zh-CN': '（默认值）' },
  computed: { en: ' (formula)', 'zh-CN': '（公式）' },
}

function nameOf(node: string, entity: Entity): { en: string; 'zh-CN': string } {
  const [field = '', facet = 'value'] = node.split('.')
  const label = Object.hasOwn(entity.attributes, field) ? entity.attributes[field]?.label : undefined
  const words = facetWords[facet]
  return {
    en: `${label?.en ?? label?.['zh-CN'] ?? field}${words?.en ?? ''}`,
    'zh-CN': `${label?.['zh-CN'] ?? label?.en ?? field}${words?.['zh-CN'] ?? ''}`,
  }
}

function relatedNames(formulas: readonly Formula[], entity: Entity, lookup: EntityLookup | undefined): string[][] {
  const names = new Map<string, string[]>()
  for (const { logic } of formulas) {
    for (const path of namesIn(logic)) {
      const [first = ''] = path
      const type = Object.hasOwn(entity.attributes, first) ? entity.attributes[first]?.valueType : undefined
      if (path.length < 2 || type?.kind !== 'reference') continue
      if (lookup && !lookup(type.to)) continue
      names.set(path.join('.'), path)
    }
  }
  return [...names.values()]
}
