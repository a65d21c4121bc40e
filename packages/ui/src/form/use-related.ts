import type { Id, JsonValue, ValueType } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'
import { useEffect } from 'react'
import type { FormSources } from './form-sources.ts'

/**
 * Reads referenced records whose values the form asks for, whenever another one is chosen: those its formulas read (`product.line`, in
 * rows `items.product.line`) and those that picking a record copies.
 */
export function useRelated(model: FormModel, sources: FormSources): void {
  useEffect(() => {
    const { related } = sources
    if (!related) return
    const asked = new Set<string>()
    const read = (type: ValueType | undefined, id: JsonValue | undefined) => {
      if (type?.kind !== 'reference' || typeof id !== 'string' || id === '' || asked.has(id)) return
      asked.add(id)
      related({ to: type.to, id }).then(
        (values) => model.relate(id, values),
        // Not readable for this person: names across this reference stay empty.
        () => asked.delete(id),
      )
    }
    const readFrom = (field: Id, columns: ReadonlySet<Id>) => {
      const attribute = model.plan.fields[field]?.attribute
      const { value } = model.get(field)
      if (!attribute?.rows) return read(attribute?.valueType, value)
      for (const row of Array.isArray(value) ? value : []) {
        if (row === null || typeof row !== 'object' || Array.isArray(row)) continue
        for (const column of columns) read(attribute.rows.attributes[column]?.valueType, row[column])
      }
    }
    const ends = [...referencesOf(model)].map(([field, columns]) => {
      const later = onceInAWhile(() => readFrom(field, columns))
      const end = model.subscribe(field, 'value', later.run)
      readFrom(field, columns)
      return () => {
        end()
        later.cancel()
      }
    })
    return () => {
      for (const end of ends) end()
    }
  }, [model, sources])
}

/** The fields whose records are asked for; of sub-forms, which of their columns. */
function referencesOf({ plan }: FormModel): Map<Id, Set<Id>> {
  const found = new Map<Id, Set<Id>>()
  for (const [field, column] of plan.related) {
    if (field === undefined || !plan.order.includes(field)) continue
    const columns = found.get(field) ?? new Set()
    found.set(field, columns)
    if (column !== undefined) columns.add(column)
  }
  return found
}

/** Runs after what is going on now, once for however many changes that brings. */
function onceInAWhile(work: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    run: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        work()
      })
    },
    cancel: () => clearTimeout(timer),
  }
}
