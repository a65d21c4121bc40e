import type { FormModel } from '@tangram/form-engine'
import { useEffect } from 'react'
import type { FormSources } from './form-sources.ts'

/** Reads referenced records whose values the form's formulas ask for (`product.line`), whenever another one is chosen. */
export function useRelated(model: FormModel, sources: FormSources): void {
  useEffect(() => {
    const { related } = sources
    if (!related) return
    const asked = new Set<string>()
    const follow = (field: string) => () => {
      const type = model.plan.entity.attributes[field]?.valueType
      const id = model.get(field).value
      if (type?.kind !== 'reference' || typeof id !== 'string' || asked.has(id)) return
      asked.add(id)
      related({ to: type.to, id }).then(
        (values) => model.relate(id, values),
        // Not readable for this person: names across this reference stay empty.
        () => asked.delete(id),
      )
    }
    const fields = [...new Set(model.plan.related.flatMap(([first]) => first ?? []))].filter((field) => model.plan.order.includes(field))
    const ends = fields.map((field) => model.subscribe(field, 'value', follow(field)))
    for (const field of fields) follow(field)()
    return () => {
      for (const end of ends) end()
    }
  }, [model, sources])
}
