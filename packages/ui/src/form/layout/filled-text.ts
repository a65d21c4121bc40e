import type { JsonValue } from '@tangram/data-model'
import type { FormModel } from '@tangram/form-engine'

/** A text with the values of the form in place of `{field}`, each as `encode` gives it; undefined while one of them is empty. */
export function filledText(model: FormModel, template: string, encode = (text: string) => text): string | undefined {
  let isWhole = true
  const text = template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, field: string) => {
    const value = model.calculate({ var: field })
    isWhole &&= value !== null && value !== ''
    return encode(asText(value))
  })
  return isWhole ? text : undefined
}

export const asText = (value: JsonValue): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
