import { type Named, notify, useFlowOperation } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { PersonPicker } from '../../people/people-picker.tsx'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

type HandOnDialogProps = {
  task: string
  operation: 'transfer' | 'delegate'
  without: readonly string[]
  onClose: () => void
  onDone: () => void
}

const said = { transfer: 'transferred', delegate: 'delegated' } as const

/** 转交: somebody else has the task from now on. 委派: somebody gives an opinion, then it comes back. */
export function HandOnDialog({ task, operation, without, onClose, onDone }: HandOnDialogProps) {
  const t = useArea(operationsTexts)
  const send = useFlowOperation(`/tasks/${task}/${operation}`)
  const [to, setTo] = useState<Named | null>(null)
  const [opinion, setOpinion] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit() {
    if (!to) return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t(said[operation], { name: to.name }) })
      onDone()
    }
    send.mutate({ to: to.id, ...(opinion.trim() ? { opinion: opinion.trim() } : {}) }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t(`${operation}Title`)}
      text={t(`${operation}Text`)}
      submit={t(operation)}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonPicker
        label={t('person')}
        value={to}
        onChange={setTo}
        without={without}
        error={isMissing && !to && t('personMissing')}
        autoFocus
      />
      <OpinionField label={t('opinion')} placeholder={t('opinionHint')} value={opinion} onChange={setOpinion} />
    </OperationFrame>
  )
}
