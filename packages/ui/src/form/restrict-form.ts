import type { FormDocument, FormElement } from '@tangram/form-engine'

/** The form as a task allows it: fields it hides are gone, fields it only shows are read-only. Unnamed fields stay as they are. */
export function restrictForm(form: FormDocument, rights: { [field: string]: 'read' | 'write' | 'hidden' }): FormDocument {
  const items: { [id: string]: FormElement } = {}
  for (const [id, element] of Object.entries(form.elements.items)) {
    const right = element.kind === 'field' && Object.hasOwn(rights, element.field) ? rights[element.field] : undefined
    if (right === 'hidden') continue
    items[id] = right === 'read' && element.kind === 'field' ? { ...element, readOnly: true } : element
  }
  return { ...form, elements: { ...form.elements, items } }
}
