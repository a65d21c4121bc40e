import { Select } from '@mantine/core'
import { type InstanceDetail, type InstanceIncident, notify, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { ReasonField } from './reason-field.tsx'

type SkipDialogProps = { instance: InstanceDetail; incident: InstanceIncident; onClose: () => void }

/** Passes a step that cannot be carried out, by one of its ways out. */
export function SkipDialog({ instance, incident, onClose }: SkipDialogProps) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const send = useFlowOperation(`/instances/${instance.id}/skip`)
  const [port, setPort] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const { nodes, flows } = instance.process
  const step = format.text(nodes.find(({ id }) => id === incident.node)?.label, incident.node)
  const ports = [...new Set(flows.flatMap(({ from, port }) => (from === incident.node && port ? [port] : [])))]

  function submit() {
    if (reason.trim() === '') return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('done', { what: t('skip') }) })
      onClose()
    }
    send.mutate({ element: incident.element, reason: reason.trim(), ...(port ? { port } : {}) }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('skipTitle', { step })}
      text={t('skipText')}
      submit={t('skip')}
      isFinal
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {ports.length > 1 && (
        <Select label={t('port')} placeholder={t('portDefault')} value={port} onChange={setPort} data={ports} clearable />
      )}
      <ReasonField value={reason} onChange={setReason} isRequired isMissing={isMissing} autoFocus />
    </OperationFrame>
  )
}
