import { type Named, notify, useFlowOperation, useLocale } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { PeoplePicker } from '../../people/people-picker.tsx'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

/** 抄送: colleagues get it to read. */
export function CopyDialog({ task, onClose }: { task: string; onClose: () => void }) {
  const t = useArea(operationsTexts)
  const { locale } = useLocale()
  const send = useFlowOperation(`/tasks/${task}/copy`)
  const [people, setPeople] = useState<Named[]>([])
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)

  function submit() {
    if (people.length === 0) return setMissing(true)
    const onSuccess = () => {
      const names = people.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ')
      void notify({ kind: 'success', message: t('copied', { names }) })
      onClose()
    }
    send.mutate({ people: people.map(({ id }) => id), ...(text.trim() ? { text: text.trim() } : {}) }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('copyTitle')}
      text={t('copyText')}
      submit={t('copy')}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PeoplePicker
        label={t('people')}
        value={people}
        onChange={setPeople}
        error={isMissing && people.length === 0 && t('personMissing')}
        autoFocus
      />
      <OpinionField label={t('opinion')} placeholder={t('opinionHint')} value={text} onChange={setText} />
    </OperationFrame>
  )
}
