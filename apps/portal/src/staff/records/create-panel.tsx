import { Button } from '@mantine/core'
import { type DataRecord, type EntityDocument, type Id, itemOf, type RecordValues } from '@tangram/data-model'
import {
  type AppForReader,
  EmptyState,
  type FormHandle,
  type FormUploads,
  FormView,
  notify,
  problemText,
  recordSources,
  type SavedDraft,
  SidePanel,
  SkeletonLines,
  useClient,
  useCreateRecord,
  useEntityLookup,
  useForm,
  useFormat,
  useFormDraft,
  useFormParts,
  useLocale,
  useSaveFormDraft,
} from '@tangram/ui'
import { useMemo, useRef, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { inSentence } from '../../texts/in-sentence.ts'
import { recordsTexts } from '../../texts/records.ts'
import { formToType } from '../form/form-for.ts'
import { LeaveDialog } from '../form/leave-dialog.tsx'
import { useLeaving } from '../form/use-leaving.ts'
import { DraftsBar } from './drafts-bar.tsx'
import { panelWidthPx } from './panel-width.ts'
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
  const { fieldTypes } = useFormParts()
  const { uploads, leave, dialog } = useLeaving(onClose)
  return (
    <SidePanel
      opened={opened}
      onClose={leave}
      width={panelWidthPx(rest.entity, fieldTypes)}
      title={t('createIn', { entity: inSentence(format.text(rest.entity.label), locale) })}
    >
      {opened && <NewOrDraft uploads={uploads} onClose={leave} {...rest} />}
      <LeaveDialog {...dialog} />
    </SidePanel>
  )
}

type CreateFormProps = Omit<CreatePanelProps, 'opened'> & { uploads: FormUploads }

/** The form to begin with, above it the drafts that one may go on with instead. */
function NewOrDraft(props: CreateFormProps) {
  const t = useArea(recordsTexts)
  const [id, setId] = useState<string | null>(null)
  const app = props.seen.document.id
  const draft = useFormDraft(app, props.entity.id, id)
  if (id === null) {
    return (
      <div className={classes.form}>
        <DraftsBar app={app} entity={props.entity.id} form={itemOf(props.seen.document.forms, props.form ?? '')?.id} onResume={setId} />
        <CreateForm {...props} />
      </div>
    )
  }
  return (
    <div className={classes.form}>
      {draft.data ? (
        <CreateForm key={id} {...props} resumed={{ id, saved: draft.data }} />
      ) : draft.error ? (
        <EmptyState compact title={t('draftGone')} action={<Button onClick={() => setId(null)}>{t('create')}</Button>} />
      ) : (
        <SkeletonLines />
      )}
    </div>
  )
}

/** A draft on the server that the form goes on with. */
type Resumed = { id: string; saved: SavedDraft }

function CreateForm({ uploads, onClose, onCreated, resumed, ...rest }: CreateFormProps & { resumed?: Resumed }) {
  const t = useArea(recordsTexts)
  const client = useClient()
  // A publish must not pull the form away from under somebody who types: it is handed in as it was opened.
  const [{ seen, entity, form: formId, initial, labels }] = useState(rest)
  const app = seen.document.id
  const create = useCreateRecord(app, entity.id)
  const key = useRef(crypto.randomUUID())
  const authored = itemOf(seen.document.forms, formId ?? '')
  const readOnly = seen.rights[entity.id]?.readOnlyOnCreate
  const { fieldTypes } = useFormParts()
  const form = useMemo(() => formToType(entity, authored, fieldTypes, readOnly), [entity, authored, fieldTypes, readOnly])
  const sources = useMemo(() => recordSources(client, app), [client, app])
  const lookup = useEntityLookup(seen.document)
  const model = useForm({ form, entity, lookup, ...(initial ? { initial } : {}) })
  const handle = useRef<FormHandle>(null)
  const keep = useSaveFormDraft(app, entity.id)
  const place = resumed
    ? { key: ['create', app, entity.id, 'draft', resumed.id].join('.'), saved: resumed.saved }
    : { key: ['create', app, entity.id, ...Object.values(initial ?? {})].join('.') }

  async function saveDraft() {
    const typed = await handle.current?.typed()
    if (!typed) return
    const about = { id: resumed?.id ?? null, form: authored?.id, title: titleOf(typed.values, entity), appVersion: seen.version }
    try {
      await keep.mutateAsync({ ...typed, ...about })
    } catch (error) {
      return void notify({ kind: 'danger', title: t('draftFailed'), message: problemText(error).title })
    }
    handle.current?.forgetDraft()
    void notify({ kind: 'success', message: t('draftSaved') })
    onClose()
  }

  async function save(values: RecordValues) {
    const about = { idempotencyKey: key.current, appVersion: seen.version }
    const draft = resumed ? { draft: resumed.id } : {}
    const record = await create.mutateAsync({ values, ...about, ...draft, ...(authored ? { form: authored.id } : {}) })
    const { number, title } = recordTitle(entity, record, fieldTypes)
    void notify({ kind: 'success', message: t('created', { title: number ?? title }) })
    onCreated(record)
  }

  return (
    <FormView
      model={model}
      sources={sources}
      uploads={uploads}
      labels={labels}
      draft={place}
      handle={handle}
      submitLabel={t('save')}
      onSubmit={save}
      actions={
        <>
          <Button variant="default" size="md" loading={keep.isPending} onClick={() => void saveDraft()}>
            {t('saveDraft')}
          </Button>
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('cancel')}
          </Button>
        </>
      }
    />
  )
}

const maxTitle = 100

/** What a draft is called: what its record will be, else the first words typed. */
function titleOf(values: RecordValues, entity: EntityDocument): string {
  const texts = [values[entity.title], ...Object.values(values)].filter((value) => typeof value === 'string' && value.trim() !== '')
  return String(texts[0] ?? '').slice(0, maxTitle)
}
