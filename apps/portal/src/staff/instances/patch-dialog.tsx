import { Textarea } from '@mantine/core'
import type { JsonValue } from '@tangram/data-model'
import { type InstanceDetail, notify, useFlowOperation } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { ReasonField } from './reason-field.tsx'

/** Changes variables of a running instance; each is written as JSON. */
export function PatchDialog({ instance, onClose }: { instance: InstanceDetail; onClose: () => void }) {
  const t = useArea(instancesTexts)
  const send = useFlowOperation(`/instances/${instance.id}/patch`)
  const [written, write] = useState(() =>
    Object.fromEntries(Object.entries(instance.variables).map(([name, value]) => [name, JSON.stringify(value)])),
  )
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit() {
    const changed = Object.entries(written).filter(([name, text]) => text !== JSON.stringify(instance.variables[name]))
    const read = changed.map(([name, text]) => [name, valueIn(text)] as const)
    if (reason.trim() === '' || read.some(([, value]) => value === undefined)) return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('done', { what: t('patch') }) })
      onClose()
    }
    send.mutate({ variables: Object.fromEntries(read), reason: reason.trim() }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('patch')}
      text={t('patchText')}
      submit={t('patch')}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {Object.entries(written).map(([name, text]) => (
        <Textarea
          key={name}
          label={name}
          autosize
          maxRows={6}
          value={text}
          error={isMissing && valueIn(text) === undefined && t('patchWrong')}
          onChange={(event) => {
            const { value } = event.currentTarget
            write((before) => ({ ...before, [name]: value }))
          }}
        />
      ))}
      <ReasonField value={reason} onChange={setReason} isRequired isMissing={isMissing} />
    </OperationFrame>
  )
}

/** The JSON value that is written; undefined where it is none. */
export function valueIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
