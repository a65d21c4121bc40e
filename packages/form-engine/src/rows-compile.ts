import { type Id, inOrder, pointer } from '@tangram/data-model'
import type { FieldElement } from './document.ts'
import type { ColumnReads, RowsPlan } from './form-plan.ts'
import { type CompiledFormula, type FieldSource, namesOf } from './formula.ts'
import { resolveField } from './resolve-field.ts'
import type { RowsEngine } from './rows-engine.ts'

/** The columns of a sub-form: those on the form in its order, all of them when it names none; then computed ones that it does not show. */
export const columnsOf: RowsEngine['columns'] = (field, element, registry, paths) => {
  const { document, attribute } = field
  const chosen = element?.columns && inOrder(element.columns)
  const elements = new Map<Id, FieldElement | undefined>(
    chosen ? chosen.map((column) => [column.field, column]) : inOrder(document.fields).map(({ id }) => [id, undefined]),
  )
  const order = [...elements.keys(), ...inOrder(document.fields).map(({ id }) => id)]
  return [...new Set(order)].flatMap((id): FieldSource[] => {
    const column = document.fields?.items[id]
    const alone = column && resolveField(column, registry)
    const settled = attribute.rows && Object.hasOwn(attribute.rows.attributes, id) ? attribute.rows.attributes[id] : undefined
    if (!alone || !settled || (!elements.has(id) && settled.computed === undefined)) return []
    const own = elements.get(id)
    const elementPath = paths.element + pointer('columns', 'items', own?.id ?? '')
    const conditions = own?.visible === undefined ? [] : [{ path: `${elementPath}/visible`, logic: own.visible }]
    const fieldPath = paths.field + pointer('fields', 'items', id)
    return [{ resolved: { ...alone, attribute: settled }, element: own, conditions, elementPath, fieldPath, rows: document.id }]
  })
}

export const planRows: RowsEngine['plan'] = (field, element, columns, formulas) => {
  const shown = element?.columns && new Set(inOrder(element.columns).map((column) => column.field))
  const of = (column: Id) => formulas.filter((formula) => formula.field === column)
  const reads: RowsPlan['reads'] = {}
  const shows: RowsPlan['shows'] = {}
  for (const [id, column] of Object.entries(columns)) {
    const hides = column.whenHidden !== 'keep'
    const giveValue = of(id).filter(({ facet }) => ['computed', 'default', 'readOnly'].includes(facet) || (hides && facet === 'visible'))
    reads[id] = { value: readsOf(giveValue), state: readsOf(of(id)) }
    shows[id] = of(id).flatMap((formula) => (formula.facet === 'visible' && namesOf(formula).row.length === 0 ? [formula.run] : []))
  }
  const { minRows, maxRows } = field.config
  return {
    columns,
    order: Object.keys(columns).filter((id) => !shown || shown.has(id)),
    minRows: typeof minRows === 'number' ? minRows : 0,
    maxRows: typeof maxRows === 'number' ? Math.min(maxRows, mostRows) : mostRows,
    reads,
    shows,
  }
}

/** What a form may hold at all. */
const mostRows = 10_000

function readsOf(formulas: readonly CompiledFormula[]): ColumnReads {
  const columns = new Set<Id>()
  const record = new Map<string, string[]>()
  const paths = new Map<string, string[]>()
  for (const names of formulas.map(namesOf)) {
    for (const path of names.record) record.set(path.join('.'), path)
    for (const path of names.row) {
      const [first = ''] = path
      if (path.length > 1) paths.set(path.join('.'), path)
      else columns.add(first)
    }
  }
  return { columns: [...columns], record: [...record.values()], paths: [...paths.values()] }
}
