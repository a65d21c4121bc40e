import { type Diagnostic, diagnose, type Entity, type Id } from '@tangram/data-model'
import { cyclesIn } from './dependency-graph.ts'
import { type Formula, type FormulaFacet, namesOf, ownerOf } from './formula.ts'
import { cycleMessages } from './messages.ts'

/** What is stored of a field that does not show, by field id; of a column by `items/amount`. */
export type WhenHidden = (owner: string) => 'keep' | 'clear' | 'omit'

/** Finds formulas that wait for each other, and which to leave out so that none does. */
export function breakCycles(
  formulas: readonly Formula[],
  whenHidden: WhenHidden,
  entity: Entity,
): { broken: Set<Formula>; diagnostics: Diagnostic[] } {
  const broken = new Set<Formula>()
  const diagnostics: Diagnostic[] = []
  for (;;) {
    const sound = formulas.filter((formula) => !broken.has(formula))
    const cycles = cyclesIn(graphOf(sound, whenHidden, entity))
    if (cycles.length === 0) return { broken, diagnostics }
    for (const cycle of cycles) {
      const knot = new Set(cycle)
      const guilty = sound.filter((formula) => knot.has(nodeOf(ownerOf(formula.field, formula.rows), formula.facet)))
      for (const formula of guilty) broken.add(formula)
      const names = [...cycle, cycle[0] ?? ''].map((node) => nameOf(node, entity)).filter((name) => name !== undefined)
      const text = { en: names.map((name) => name.en).join(' → '), 'zh-CN': names.map((name) => name['zh-CN']).join(' → ') }
      const blamed = guilty.find((formula) => formula.path.startsWith('/elements/')) ?? guilty[0]
      diagnostics.push(diagnose(cycleMessages, 'form.cycle', blamed?.path ?? '', { cycle: text }))
    }
  }
}

/** 'rows': which rows there are, whatever is in them. */
const nodeOf = (owner: string, facet: FormulaFacet | 'value' | 'rows'): string => `${owner}.${facet}`

/**
 * Edges as the evaluation follows them: a formula reads the stored values of fields; a value follows its own formula or
 * default, `readOnly` (which decides whether what was typed counts), and `visible` when hiding changes what is stored. A column stands
 * for its cells in all rows; a sub-form's value is all of its columns.
 */
function graphOf(formulas: readonly Formula[], whenHidden: WhenHidden, entity: Entity): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  const edge = (from: string, to: string) => {
    const targets = graph.get(from)
    if (targets) targets.push(to)
    else graph.set(from, [to])
  }
  const columnsOf = (field: Id) => (Object.hasOwn(entity.attributes, field) ? entity.attributes[field]?.rows?.order : undefined)
  const isRows = (field: Id) => columnsOf(field) !== undefined
  for (const id of entity.order) {
    for (const column of columnsOf(id) ?? []) {
      edge(nodeOf(id, 'value'), nodeOf(`${id}/${column}`, 'value'))
      edge(nodeOf(`${id}/${column}`, 'value'), nodeOf(id, 'rows'))
    }
    if (isRows(id)) edge(nodeOf(id, 'value'), nodeOf(id, 'rows'))
  }
  for (const formula of formulas) {
    const { field, facet, rows } = formula
    const owner = ownerOf(field, rows)
    const value = nodeOf(owner, isRows(owner) ? 'rows' : 'value')
    const names = namesOf(formula)
    for (const [name = '', column] of names.record) {
      edge(nodeOf(owner, facet), nodeOf(column !== undefined && isRows(name) ? `${name}/${column}` : name, 'value'))
    }
    for (const [name = ''] of names.row) edge(nodeOf(owner, facet), nodeOf(`${rows ?? field}/${name}`, 'value'))
    if (facet === 'computed' || facet === 'default' || facet === 'readOnly') edge(value, nodeOf(owner, facet))
    if (facet === 'visible' && whenHidden(owner) !== 'keep') edge(value, nodeOf(owner, 'visible'))
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

/** What a node is called; undefined for what people have no word for. */
function nameOf(node: string, { attributes }: Entity): { en: string; 'zh-CN': string } | undefined {
  const [owner = '', facet = 'value'] = node.split('.')
  if (facet === 'rows') return undefined
  const words = facetWords[facet]
  const [field = '', column] = owner.split('/')
  const attribute = Object.hasOwn(attributes, field) ? attributes[field] : undefined
  const label = attribute?.label
  const below = column === undefined ? undefined : attribute?.rows?.attributes[column]?.label
  const within = (locale: 'en' | 'zh-CN', other: 'en' | 'zh-CN') =>
    column === undefined ? '' : `.${below?.[locale] ?? below?.[other] ?? column}`
  return {
    en: `${label?.en ?? label?.['zh-CN'] ?? field}${within('en', 'zh-CN')}${words?.en ?? ''}`,
    'zh-CN': `${label?.['zh-CN'] ?? label?.en ?? field}${within('zh-CN', 'en')}${words?.['zh-CN'] ?? ''}`,
  }
}
