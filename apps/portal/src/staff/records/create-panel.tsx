import { Button } from '@mantine/core'
import { type DataRecord, type EntityDocument, type Id, itemOf, type RecordValues } from '@tangram/data-model'
import {
  type AppForReader,
  type FormUploads,
  FormView,
  notify,
  recordSources,
  SidePanel,
  useClient,
  useCreateRecord,
  useForm,
  useFormat,
  useLocale,
} from '@tangram/ui'
import { useMemo, useRef, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { inSentence } from '../../texts/in-sentence.ts'
import { recordsTexts } from '../../texts/records.ts'
import { isGiven, narrowForm, plainForm } from '../form/form-for.ts'
import { LeaveDialog } from '../form/leave-dialog.tsx'
import { useLeaving } from '../form/use-leaving.ts'
import { recordTitle } from './record-title.ts'
import classes from './records-page.module.css'

export type CreatePanelProps = {
  opened: boolean
  seen: AppForReader
  entity: EntityDocument
  form: Id | undefined
  /** What the new record begins with, and the labels of records it names. Keep the objects. */
  initial?: RecordValues
  labels?: { [id: string]: string }
  onClose: () => void
  onCreated: (record: DataRecord) => void
}

/** A new record beside its list. What was typed waits until it is saved, over a reload too. */
export function CreatePanel({ opened, onClose, ...rest }: CreatePanelProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const { locale } = useLocale()
  const { uploads, leave, dialog } = useLeaving(onClose)
  return (
    <SidePanel
      opened={opened}
      onClose={leave}
      width={560}
      title={t('createIn', { entity: inSentence(format.text(rest.entity.label), locale) })}
    >
      {opened && <CreateForm uploads={uploads} onClose={leave} {...rest} />}
      <LeaveDialog {...dialog} />
    </SidePanel>
  )
}

function CreateForm({ uploads, onClose, onCreated, ...rest }: Omit<CreatePanelProps, 'opened'> & { uploads: FormUploads }) {
  const t = useArea(recordsTexts)
  const client = useClient()
  // A publish must not pull the form away from under somebody who types: it is handed in as it was opened.
  const [{ seen, entity, form: formId, initial, labels }] = useState(rest)
  const app = seen.document.id
  const create = useCreateRecord(app, entity.id)
  const key = useRef(crypto.randomUUID())
  const authored = itemOf(seen.document.forms, formId ?? '')
  const readOnly = seen.rights[entity.id]?.readOnlyOnCreate
  const form = useMemo(
    () => narrowForm(authored ?? plainForm(entity), (field) => !isGiven(entity, field) && !readOnly?.includes(field)),
    [authored, entity, readOnly],
  )
  const sources = useMemo(() => recordSources(client, app), [client, app])
  const model = useForm({ form, entity, ...(initial ? { initial } : {}) })

  async function save(values: RecordValues) {
    const about = { idempotencyKey: key.current, appVersion: seen.version }
    const record = await create.mutateAsync({ values, ...about, ...(authored ? { form: authored.id } : {}) })
    const { number, title } = recordTitle(entity, record)
    void notify({ kind: 'success', message: t('created', { title: number ?? title }) })
    onCreated(record)
  }

  return (
    <div className={classes.form}>
      <FormView
        model={model}
        sources={sources}
        uploads={uploads}
        labels={labels}
        draft={{ key: ['create', app, entity.id, ...Object.values(initial ?? {})].join('.') }}
        submitLabel={t('save')}
        onSubmit={save}
        actions={
          <Button variant="default" size="md" onClick={onClose}>
            {t('cancel')}
          </Button>
        }
      />
    </div>
  )
}
