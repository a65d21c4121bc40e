import { Radio, Select, Stack } from '@mantine/core'
import { notify, type TaskDetail, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

type ReturnDialogProps = {
  task: string
  targets: NonNullable<TaskDetail['task']['returnTo']>
  onClose: () => void
  onDone: () => void
}

/** 退回: back to a step that was passed before. */
export function ReturnDialog({ task, targets, onClose, onDone }: ReturnDialogProps) {
  const t = useArea(operationsTexts)
  const format = useFormat()
  const send = useFlowOperation(`/tasks/${task}/return`)
  const [to, setTo] = useState<string | null>(targets[0]?.node ?? null)
  const [resubmit, setResubmit] = useState<'replay' | 'direct'>('replay')
  const [opinion, setOpinion] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit() {
    if (!to || opinion.trim() === '') return setMissing(true)
    const onSuccess = () => {
      const step = format.text(targets.find(({ node }) => node === to)?.label, to)
      void notify({ kind: 'success', message: t('returned', { step }) })
      onDone()
    }
    send.mutate({ to, resubmit, opinion: opinion.trim() }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('returnTitle')}
      text={t('returnText')}
      submit={t('return')}
      isFinal
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('returnTo')}
        withAsterisk
        allowDeselect={false}
        value={to}
        onChange={setTo}
        data={targets.map(({ node, label, at }) => ({
          value: node,
          label: `${format.text(label, node)} · ${t('returnedAt', { time: format.relative(at) })}`,
        }))}
      />
      <Radio.Group label={t('resubmit')} value={resubmit} onChange={(value) => setResubmit(value as typeof resubmit)}>
        <Stack gap={8} mt={4}>
          <Radio value="replay" label={t('replay')} />
          <Radio value="direct" label={t('direct')} />
        </Stack>
      </Radio.Group>
      <OpinionField
        label={t('returnOpinion')}
        value={opinion}
        onChange={setOpinion}
        isRequired
        error={isMissing && opinion.trim() === '' && t('reasonMissing')}
        autoFocus
      />
    </OperationFrame>
  )
}
