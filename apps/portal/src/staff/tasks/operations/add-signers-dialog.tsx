import { Radio, Stack } from '@mantine/core'
import { type Named, notify, type TaskOperation, useFlowOperation, useLocale } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { operationsTexts } from '../../../texts/operations.ts'
import { PeoplePicker } from '../../people/people-picker.tsx'
import { OperationFrame } from './operation-frame.tsx'
import { OpinionField } from './opinion-field.tsx'

export const addings = ['add-before', 'add-after', 'add-beside'] as const satisfies readonly TaskOperation[]
type Adding = (typeof addings)[number]
const modes = { all: 'modeAll', any: 'modeAny', sequence: 'modeSequence' } as const
type Mode = keyof typeof modes
type Start = 'now' | 'approval'

type AddSignersDialogProps = {
  task: string
  /** Which kinds the step allows now. */
  allowed: readonly Adding[]
  /** When those after may begin. */
  starts: readonly Start[]
  /** Who signs already. */
  without: readonly string[]
  onClose: () => void
}

/** 加签: more people sign, before, after or beside the reader. */
export function AddSignersDialog({ task, allowed, starts, without, onClose }: AddSignersDialogProps) {
  const t = useArea(operationsTexts)
  const { locale } = useLocale()
  const send = useFlowOperation(`/tasks/${task}/add-signers`)
  const [where, setWhere] = useState<Adding>(allowed[0] ?? 'add-before')
  const [people, setPeople] = useState<Named[]>([])
  const [mode, setMode] = useState<Mode>('all')
  const [opinion, setOpinion] = useState('')
  const [start, setStart] = useState<Start>(starts[0] ?? 'now')
  const [isMissing, setMissing] = useState(false)
  const mayWait = where === 'add-after' && starts.length > 1
  const decideAmongThemselves = where !== 'add-beside' && people.length > 1

  function submit() {
    if (people.length === 0) return setMissing(true)
    const onSuccess = () => {
      const names = people.map(({ name }) => name).join(locale === 'zh-CN' ? '、' : ', ')
      void notify({ kind: 'success', message: t('signersAdded', { names }) })
      onClose()
    }
    send.mutate(
      {
        where: where.slice('add-'.length),
        people: people.map(({ id }) => id),
        ...(decideAmongThemselves ? { mode } : {}),
        ...(mayWait ? { starts: start } : {}),
        ...(opinion.trim() ? { opinion: opinion.trim() } : {}),
      },
      { onSuccess },
    )
  }

  return (
    <OperationFrame
      title={t('addSignersTitle')}
      text={t(`${where}Text`)}
      submit={t('addSigners')}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group label={t('where')} value={where} onChange={(value) => setWhere(value as Adding)}>
        <Stack gap={8} mt={4}>
          {allowed.map((one) => (
            <Radio key={one} value={one} label={t(one)} />
          ))}
        </Stack>
      </Radio.Group>
      {mayWait && (
        <Radio.Group label={t('starts')} value={start} onChange={(value) => setStart(value as Start)}>
          <Stack gap={8} mt={4}>
            <Radio value="now" label={t('startsNow')} />
            <Radio value="approval" label={t('startsApproval')} />
          </Stack>
        </Radio.Group>
      )}
      <PeoplePicker
        label={t('people')}
        value={people}
        onChange={setPeople}
        without={without}
        error={isMissing && people.length === 0 && t('personMissing')}
        autoFocus
      />
      {decideAmongThemselves && (
        <Radio.Group label={t('mode')} value={mode} onChange={(value) => setMode(value as Mode)}>
          <Stack gap={8} mt={4}>
            {(Object.keys(modes) as Mode[]).map((one) => (
              <Radio key={one} value={one} label={t(modes[one])} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <OpinionField label={t('opinion')} placeholder={t('opinionHint')} value={opinion} onChange={setOpinion} />
    </OperationFrame>
  )
}
