import type { Id } from '@tangram/data-model'
import type { FormModel, RowsModel, RowsPlan } from '@tangram/form-engine'
import type { FormSources } from '../form-sources.ts'
import type { RowEdits } from './use-row-edits.ts'

/** What every way of showing a sub-form needs. */
export type RowsView = {
  model: FormModel
  rows: RowsModel
  field: Id
  plan: RowsPlan
  ids: readonly string[]
  columns: readonly Id[]
  /** Id of the sub-form's own element; the ids of its cells begin with it. */
  id: string
  sources: FormSources
  labels: { [id: string]: string }
  isReadOnly: boolean
  isFull: boolean
  edits: RowEdits
}
