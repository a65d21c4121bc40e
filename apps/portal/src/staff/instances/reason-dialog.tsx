import { type InstanceDetail, notify, useFlowOperation } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { ReasonField } from './reason-field.tsx'

export type PlainOperation = 'suspend' | 'resume' | 'cancel'

type ReasonDialogProps = { instance: InstanceDetail; operation: PlainOperation; onClose: () => void }

/** Suspends, resumes or cancels an instance. */
export function ReasonDialog({ instance, operation, onClose }: ReasonDialogProps) {
  const t = useArea(instancesTexts)
  const send = useFlowOperation(`/instances/${instance.id}/${operation}`)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const isFinal = operation === 'cancel'

  function submit() {
    if (isFinal && reason.trim() === '') return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('done', { what: t(operation) }) })
      onClose()
    }
    send.mutate(reason.trim() ? { reason: reason.trim() } : {}, { onSuccess })
  }

  return (
    <OperationFrame
      title={t(operation)}
      text={t(`${operation}Text`)}
      submit={t(operation)}
      isFinal={isFinal}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} isRequired={isFinal} isMissing={isMissing} autoFocus />
    </OperationFrame>
  )
}
