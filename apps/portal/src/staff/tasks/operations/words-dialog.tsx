import { notify, useFlowOperation } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

const operations = {
  withdraw: { said: 'withdrawn', words: 'reason', isFinal: false },
  urge: { said: 'urged', words: 'text', isFinal: false },
  revoke: { said: 'revoked', words: 'reason', isFinal: true },
} as const

type WordsDialogProps = {
  /** `/tasks/…` or `/instances/…` */
  of: string
  operation: keyof typeof operations
  onClose: () => void
}

/** 拿回, 催办 and 撤回: asked before, with a few words if one likes. */
export function WordsDialog({ of, operation, onClose }: WordsDialogProps) {
  const t = useArea(operationsTexts)
  const { said, words, isFinal } = operations[operation]
  const send = useFlowOperation(`${of}/${operation}`)
  const [text, setText] = useState('')

  function submit() {
    const onSuccess = () => {
      void notify({ kind: 'success', message: t(said) })
      onClose()
    }
    send.mutate(text.trim() ? { [words]: text.trim() } : {}, { onSuccess })
  }

  return (
    <OperationFrame
      title={t(`${operation}Title`)}
      text={t(`${operation}Text`)}
      submit={t(operation)}
      isFinal={isFinal}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <OpinionField
        label={t(words === 'text' ? 'opinion' : 'reason')}
        placeholder={t('opinionHint')}
        value={text}
        onChange={setText}
        autoFocus
      />
    </OperationFrame>
  )
}
