import type { EntityDocument, RecordValues } from '@tangram/data-model'
import { compileForm, createFormState, type EntityLookup, type FormDocument, type FormModel } from '@tangram/form-engine'
import { useMemo } from 'react'
import { useKnownSession } from '../client/known-session.ts'
import { useLocale } from '../i18n/locale.ts'
import { useFormParts } from './form-parts.ts'

export type UseFormOptions = {
  form: FormDocument
  entity: EntityDocument
  /** What the form starts with ('create'), or the record as it is ('update'). Keep the object: another one opens the form anew. */
  initial?: RecordValues
  mode?: 'create' | 'update'
  lookup?: EntityLookup
}

const nothing: RecordValues = {}

/**
 * Opens a form for filling in.
 *
 *     const model = useForm({ form, entity })
 *     return <FormView model={model} sources={recordSources(client, app)} onSubmit={save} />
 */
export function useForm({ form, entity, initial = nothing, mode = 'create', lookup }: UseFormOptions): FormModel {
  const { fieldTypes } = useFormParts()
  const { locale, zone } = useLocale()
  const person = useKnownSession()?.person
  const plan = useMemo(() => compileForm(form, entity, fieldTypes, lookup), [form, entity, fieldTypes, lookup])
  return useMemo(() => {
    const user = person ? { user: { id: person.id, teams: person.teams.map(({ id }) => id), departments: [], roles: [] } } : {}
    return createFormState(plan, initial, { now: new Date().toISOString(), zone, locale, mode, ...user })
    // Language and person are left out: another one must not open the form anew and lose what was typed.
  }, [plan, initial, mode])
}
