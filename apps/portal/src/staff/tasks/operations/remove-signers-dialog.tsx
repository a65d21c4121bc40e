import { Checkbox, Stack } from '@mantine/core'
import { notify, type TaskSigner, useFlowOperation, useLocale } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { OperationFrame } from './operation-frame.tsx'

type RemoveSignersDialogProps = {
  task: string
  /** Those who can be taken away. */
  people: readonly string[]
  signers: readonly TaskSigner[]
  onClose: () => void
}

/** 减签: takes away people who were added and have not acted. */
export function RemoveSignersDialog({ task, people, signers, onClose }: RemoveSignersDialogProps) {
  const t = useArea(operationsTexts)
  const { locale } = useLocale()
  const send = useFlowOperation(`/tasks/${task}/remove-signers`)
  const [chosen, setChosen] = useState<string[]>([])
  const [isMissing, setMissing] = useState(false)
  const known = signers.flatMap(({ person, candidates = [] }) => (person ? [person, ...candidates] : candidates))
  const removable = people.flatMap((id) => known.find((person) => person.id === id) ?? [])

  function submit() {
    if (chosen.length === 0) return setMissing(true)
    const onSuccess = () => {
      const names = removable.flatMap(({ id, name }) => (chosen.includes(id) ? [name] : [])).join(locale === 'zh-CN' ? '、' : ', ')
      void notify({ kind: 'success', message: t('signersRemoved', { names }) })
      onClose()
    }
    send.mutate({ people: chosen }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('removeSignersTitle')}
      text={t('removeSignersText')}
      submit={t('removeSigners')}
      isFinal
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Checkbox.Group
        label={t('removeWhom')}
        value={chosen}
        onChange={setChosen}
        error={isMissing && chosen.length === 0 && t('personMissing')}
      >
        <Stack gap={8} mt={4}>
          {removable.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
    </OperationFrame>
  )
}
