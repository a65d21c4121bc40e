import { Button } from '@mantine/core'
import type { DataRecord, EntityDocument, Id, RecordValues } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import {
  type AppForReader,
  type Conflict,
  ConflictDialog,
  conflictIn,
  type FieldView,
  FormView,
  notify,
  recordSources,
  SidePanel,
  useClient,
  useEntityLookup,
  useForm,
  useFormParts,
  useUpdateRecord,
} from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import { formToType } from '../form/form-for.ts'
import { LeaveDialog } from '../form/leave-dialog.tsx'
import { useLeaving } from '../form/use-leaving.ts'
import { panelWidthPx } from './panel-width.ts'
import classes from './records-page.module.css'

export type EditRecordProps = {
  seen: AppForReader
  entity: EntityDocument
  fields: { [id: Id]: FieldView }
  form: FormDocument | undefined
  record: DataRecord
  title: string
  onDone: () => void
}

/** Changes a record on the version it was opened in; when somebody saved meanwhile, both versions are shown. */
export function EditRecord({ fields, title, onDone, ...rest }: EditRecordProps) {
  const t = useArea(recordsTexts)
  const client = useClient()
  // Neither live updates nor a publish may pull record and form away from under somebody who types.
  const [{ seen, entity, form: authored, record: opened }] = useState(rest)
  const app = seen.document.id
  const [conflict, setConflict] = useState<Conflict>()
  const update = useUpdateRecord(app, entity.id)
  const { fieldTypes } = useFormParts()
  const form = useMemo(() => {
    const { readOnly = [] } = seen.rights[entity.id] ?? {}
    const closed = [...readOnly, ...(opened.readOnly ?? []), ...(opened.masked ?? []), ...(opened.hidden ?? [])]
    return formToType(entity, authored, fieldTypes, closed)
  }, [seen, entity, authored, fieldTypes, opened])
  const sources = useMemo(() => recordSources(client, app), [client, app])
  const lookup = useEntityLookup(seen.document)
  const model = useForm({ form, entity, lookup, initial: opened.values, mode: 'update' })
  const { uploads, leave, dialog } = useLeaving(onDone, () => model.isChanged())

  async function save(values: RecordValues, version = opened.version) {
    if (Object.keys(values).length === 0) return onDone()
    try {
      await update.mutateAsync({ id: opened.id, values, version, form: authored?.id, appVersion: seen.version })
      void notify({ kind: 'success', message: t('saved') })
      onDone()
    } catch (problem) {
      const found = conflictIn(problem)
      if (!found) throw problem
      // The server answers with all that was sent; of that, only what was typed here is ours to defend.
      setConflict({ current: found.current, yours: values })
    }
  }

  return (
    <SidePanel opened onClose={leave} width={panelWidthPx(entity, fieldTypes)} title={title}>
      <div className={classes.form}>
        <FormView
          model={model}
          sources={sources}
          labels={opened.labels}
          uploads={uploads}
          submitLabel={t('save')}
          onSubmit={(values) => save(values)}
          actions={
            <Button variant="default" size="md" onClick={leave}>
              {t('cancel')}
            </Button>
          }
        />
      </div>
      <ConflictDialog
        conflict={conflict}
        fields={fields}
        onClose={() => setConflict(undefined)}
        onResolve={(values, version) => {
          setConflict(undefined)
          void save(values, version).catch((problem: unknown) => notify({ kind: 'danger', message: String(problem) }))
        }}
      />
      <LeaveDialog {...dialog} />
    </SidePanel>
  )
}
