import { Textarea } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { type EntityDocument, type Id, itemOf, type RecordValues } from '@tangram/data-model'
import type { FieldRegistry, FormDocument } from '@tangram/form-engine'
import {
  type AppForReader,
  type Conflict,
  ConflictDialog,
  conflictIn,
  ErrorState,
  type FieldView,
  type FormHandle,
  type FormUploads,
  FormView,
  forgetDraft,
  notify,
  recordSources,
  SubmitButton,
  type TaskDetail,
  type TaskOutcome,
  useClient,
  useEntityLookup,
  useForm,
  useFormat,
  useFormParts,
  WaitingNote,
} from '@tangram/ui'
import { useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useArea } from '../../texts/area.ts'
import { tasksTexts } from '../../texts/tasks.ts'
import { fieldsOn, narrowForm, plainForm } from '../form/form-for.ts'
import classes from './tasks.module.css'
import { type Finish, useFinishTask } from './use-finish-task.ts'

export type TaskWorkProps = {
  detail: TaskDetail
  entity: EntityDocument
  seen: AppForReader
  fields: { [id: Id]: FieldView }
  /** Where opinion and outcomes stand: at the foot of the panel, in sight and within thumb's reach. */
  footer: HTMLElement | null
  /** The files of the form that are not there yet; whoever closes it asks them first. */
  uploads: FormUploads
  onDone: () => void
}

/** What the reader gives to a to-do: the fields of this step, an opinion, an outcome. */
export function TaskWork({ fields, footer, uploads, onDone, ...rest }: TaskWorkProps) {
  const t = useArea(tasksTexts)
  const format = useFormat()
  const client = useClient()
  // Neither live updates nor a publish may pull record and form away from under somebody who types.
  const [{ detail, entity, seen }] = useState(rest)
  const { task, record } = detail
  const { fieldTypes } = useFormParts()
  const [opinion, setOpinion, forgetOpinion] = useSessionStorage({ key: `tangram.opinion.${task.id}`, defaultValue: '' })
  const [missing, setMissing] = useState<TaskOutcome>()
  const [conflict, setConflict] = useState<Conflict & { outcome: TaskOutcome }>()
  const opinionField = useRef<HTMLTextAreaElement>(null)
  const form = useRef<FormHandle>(null)
  const draft = { key: `task.${task.id}` }
  const [chosen, setChosen] = useState<Id>()
  const finish = useFinishTask(task.id, finished)
  // Files may take a while; what is written meanwhile goes with them.
  const said = useRef('')
  said.current = opinion.trim()

  const document = useMemo(() => formOfTask(task, entity, seen, fieldTypes), [task, entity, seen, fieldTypes])
  const sources = useMemo(() => recordSources(client, task.app), [client, task.app])
  const lookup = useEntityLookup(seen.document)
  const model = useForm({ form: document, entity, lookup, initial: record.values, mode: 'update' })
  const asks = fieldsOn(document).length > 0

  async function choose(outcome: TaskOutcome) {
    if (lacksOpinion(outcome)) return
    setChosen(outcome.id)
    const values = asks ? await form.current?.check() : {}
    if (!values || lacksOpinion(outcome)) return
    send(outcome, values, record.version)
  }

  function lacksOpinion(outcome: TaskOutcome): boolean {
    if (!outcome.needsOpinion || said.current !== '') return false
    setMissing(outcome)
    opinionField.current?.focus()
    return true
  }

  function send(outcome: TaskOutcome, values: RecordValues, version: number) {
    finish.mutate(
      {
        outcome: outcome.id,
        version,
        appVersion: seen.version,
        ...(said.current ? { opinion: said.current } : {}),
        ...(Object.keys(values).length > 0 ? { values } : {}),
      },
      {
        onError: (problem) => {
          const found = conflictIn(problem)
          if (found) setConflict({ current: found.current, yours: values, outcome })
        },
      },
    )
  }

  function finished({ outcome: id }: Finish) {
    const outcome = task.outcomes.find((one) => one.id === id)
    forgetOpinion()
    forgetDraft(draft)
    void notify({
      kind: 'success',
      title: t('completed', { title: task.recordNumber ?? task.recordTitle }),
      message: t('completedOutcome', { outcome: format.text(outcome?.label, id) }),
    })
    onDone()
  }

  const decision = (
    <div className={classes.decide}>
      <Textarea
        ref={opinionField}
        label={t('opinion')}
        placeholder={t('opinionHint')}
        autosize
        minRows={1}
        maxRows={6}
        value={opinion}
        error={missing && opinion.trim() === '' && t('opinionNeeded', { outcome: format.text(missing.label, missing.id) })}
        onChange={(event) => setOpinion(event.currentTarget.value)}
      />
      {finish.isError && !conflictIn(finish.error) && <ErrorState error={finish.error} />}
      <WaitingNote uploads={uploads} />
      <div className={classes.outcomes} role="group" aria-label={t('actions')}>
        {task.outcomes.map((outcome, index) => (
          <SubmitButton
            key={outcome.id}
            uploads={uploads}
            waits={outcome.id === chosen}
            variant={index === 0 ? 'filled' : 'default'}
            loading={finish.isPending && finish.variables?.outcome === outcome.id}
            disabled={finish.isPending && finish.variables?.outcome !== outcome.id}
            onClick={() => void choose(outcome)}
          >
            {format.text(outcome.label, outcome.id)}
          </SubmitButton>
        ))}
      </div>
    </div>
  )

  return (
    <section className={asks ? classes.work : undefined} aria-label={t(asks ? 'fill' : 'decide')}>
      {asks && <FormView model={model} sources={sources} labels={record.labels} draft={draft} handle={form} uploads={uploads} />}
      {footer && createPortal(decision, footer)}
      <ConflictDialog
        conflict={conflict}
        fields={fields}
        onClose={() => setConflict(undefined)}
        onResolve={(values, version) => {
          if (!conflict) return
          setConflict(undefined)
          send(conflict.outcome, values, version)
        }}
      />
    </section>
  )
}

/** The fields this step writes, laid out as on its form where it names one; those it cannot do without are required there. */
export function formOfTask(
  task: Pick<TaskDetail['task'], 'fields' | 'form'>,
  entity: EntityDocument,
  seen: Pick<AppForReader, 'document'>,
  registry: FieldRegistry,
): FormDocument {
  const writes = (field: Id) => task.fields[field] === 'write' || task.fields[field] === 'required'
  const authored = itemOf(seen.document.forms, task.form ?? '')
  const narrowed = authored && narrowForm(authored, writes)
  const isWhole = narrowed && entity.fields.order.filter(writes).every((field) => fieldsOn(narrowed).includes(field))
  const form = isWhole ? narrowed : plainForm(entity, registry, entity.fields.order.filter(writes))
  const items = Object.entries(form.elements.items).map(([id, element]) => [
    id,
    element.kind === 'field' && task.fields[element.field] === 'required' ? { ...element, required: true } : element,
  ])
  return { ...form, elements: { ...form.elements, items: Object.fromEntries(items) } }
}
