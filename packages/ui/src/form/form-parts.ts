import { invariant } from '@tangram/data-model'
import type { FieldRegistry } from '@tangram/form-engine'
import type { ChartType } from '@tangram/report-engine'
import { createContext, useContext } from 'react'
import type { Widget } from './widget.ts'

/** What the forms and records of a page are made of. A value: a public form has the field types it asks for, a plug-in adds its own. */
export type FormParts = {
  fieldTypes: FieldRegistry
  /** Widgets of plug-ins by name, beside those that ship with Tangram. */
  widgets?: Readonly<Record<string, Widget>> | undefined
  /** Charts of plug-ins, beside those that ship with Tangram. */
  charts?: readonly ChartType[]
}

export const FormPartsContext = createContext<FormParts | undefined>(undefined)

/** @throws InvariantError outside of a `FormPartsContext` */
export function useFormParts(): FormParts {
  const parts = useContext(FormPartsContext)
  invariant(parts, 'a form or a record needs a FormPartsContext around it, which says what field types there are')
  return parts
}
