import type { Id } from '@tangram/data-model'
import type { FieldUploads, FormUploads } from '../form-uploads.ts'

/**
 * The uploads of a sub-form's cells, which the form knows as those of the sub-form: a file in a row keeps the form waiting, one that
 * failed stands at the sub-form.
 */
export function uploadsOfRows(form: FormUploads, field: Id): FormUploads {
  const cells = new Map<string, FieldUploads>()
  return {
    ...form,
    set(cell, uploads) {
      cells.set(cell, uploads)
      const all = [...cells.values()]
      form.set(field, {
        running: all.reduce((sum, { running }) => sum + running, 0),
        failed: all.reduce((sum, { failed }) => sum + failed, 0),
      })
    },
    of: (cell) => cells.get(cell) ?? { running: 0, failed: 0 },
  }
}
