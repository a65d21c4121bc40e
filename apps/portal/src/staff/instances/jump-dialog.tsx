import { Checkbox, Select, Stack, Text } from '@mantine/core'
import { type InstanceDetail, notify, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { ReasonField } from './reason-field.tsx'

type JumpDialogProps = {
  instance: InstanceDetail
  /** The step chosen on the diagram. */
  selected: string | undefined
  onClose: () => void
}

/** Ends steps that are active and begins at another one. */
export function JumpDialog({ instance, selected, onClose }: JumpDialogProps) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const send = useFlowOperation(`/instances/${instance.id}/jump`)
  const active = instance.visits.filter(({ status }) => status === 'active')
  const [elements, setElements] = useState(active.length === 1 ? active.map(({ element }) => element) : [])
  const isActive = active.some(({ node }) => node === selected)
  const [to, setTo] = useState<string | null>(isActive ? null : (selected ?? null))
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit() {
    if (elements.length === 0 || !to || reason.trim() === '') return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('done', { what: t('jump') }) })
      onClose()
    }
    send.mutate({ elements, to, reason: reason.trim() }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('jumpTitle')}
      text={t('jumpText')}
      submit={t('jump')}
      isFinal
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checkbox.Group
        label={t('jumpFrom')}
        withAsterisk
        value={elements}
        onChange={setElements}
        error={isMissing && elements.length === 0 && t('jumpFromMissing')}
      >
        <Stack gap={8} mt={4}>
          {active.map(({ element, node, label, holders }) => (
            <Checkbox key={element} value={element} label={[format.text(label, node), ...holders.map(({ name }) => name)].join(' · ')} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label={t('jumpTo')}
        withAsterisk
        searchable
        value={to}
        onChange={setTo}
        error={isMissing && !to && t('jumpToMissing')}
        data={instance.process.nodes
          .filter(({ type, attachedTo }) => type !== 'start' && !attachedTo)
          .map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
      />
      <Text size="sm" c="dimmed" mt={-8}>
        {t('jumpHint')}
      </Text>
      <ReasonField value={reason} onChange={setReason} isRequired isMissing={isMissing} />
    </OperationFrame>
  )
}
