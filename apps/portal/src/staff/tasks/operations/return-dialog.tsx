import { Radio, Select, Stack, Text } from '@mantine/core'
import { notify, type TaskDetail, type TaskOffer, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

type ReturnDialogProps = {
  task: string
  targets: NonNullable<TaskDetail['task']['returnTo']>
  /** What the step allows. */
  offer: TaskOffer | undefined
  onClose: () => void
  onDone: () => void
}

/** 退回: back to a step that was passed before. */
export function ReturnDialog({ task, targets, offer, onClose, onDone }: ReturnDialogProps) {
  const t = useArea(operationsTexts)
  const format = useFormat()
  const send = useFlowOperation(`/tasks/${task}/return`)
  const [to, setTo] = useState<string | null>(targets[0]?.node ?? null)
  const [resubmit, setResubmit] = useState<'replay' | 'direct'>(offer?.resubmit === 'direct' ? 'direct' : 'replay')
  const [opinion, setOpinion] = useState('')
  const [isMissing, setMissing] = useState(false)
  const mayChoose = (offer?.resubmit ?? 'choose') === 'choose'
  const needsOpinion = offer?.needsOpinion !== false

  function submit() {
    if (!to || (needsOpinion && opinion.trim() === '')) return setMissing(true)
    const onSuccess = () => {
      const step = format.text(targets.find(({ node }) => node === to)?.label, to)
      void notify({ kind: 'success', message: t('returned', { step }) })
      onDone()
    }
    send.mutate({ to, resubmit, ...(opinion.trim() ? { opinion: opinion.trim() } : {}) }, { onSuccess })
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
      {mayChoose ? (
        <Radio.Group label={t('resubmit')} value={resubmit} onChange={(value) => setResubmit(value as typeof resubmit)}>
          <Stack gap={8} mt={4}>
            <Radio value="replay" label={t('replay')} />
            <Radio value="direct" label={t('direct')} />
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm">
          {t('resubmit')}: {t(resubmit)}
        </Text>
      )}
      <OpinionField
        label={t('returnOpinion')}
        value={opinion}
        onChange={setOpinion}
        isRequired={needsOpinion}
        error={isMissing && needsOpinion && opinion.trim() === '' && t('reasonMissing')}
        autoFocus
      />
    </OperationFrame>
  )
}
