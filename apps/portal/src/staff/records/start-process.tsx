import { Menu } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { LocalizedText } from '@tangram/data-model'
import { type AppForReader, notify, useFormat, useStartProcess } from '@tangram/ui'
import { useRef } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'

export type StartableProcess = { id: string; label: LocalizedText }

/** The processes that somebody may start on a record of this entity. */
export function startableOn(seen: AppForReader, entity: string): StartableProcess[] {
  return (seen.processes ?? []).filter((process) => process.startsByHand && process.entity === entity)
}

/** An item of the record's menu for each process that is started by hand. */
export function StartItems({
  processes,
  onStart,
}: {
  processes: readonly StartableProcess[]
  onStart: (process: StartableProcess) => void
}) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  return processes.map((process) => (
    <Menu.Item key={process.id} leftSection={<IconPlayerPlay size={18} stroke={1.5} />} onClick={() => onStart(process)}>
      {t('startProcess', { process: format.text(process.label, process.id) })}
    </Menu.Item>
  ))
}

type StartDialogProps = { app: string; record: string; process: StartableProcess; onClose: () => void }

/** Asks before a process begins on a record. */
export function StartDialog({ app, record, process, onClose }: StartDialogProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const start = useStartProcess(app)
  const requestId = useRef(crypto.randomUUID())
  const name = format.text(process.label, process.id)

  function send() {
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('started', { process: name }) })
      onClose()
    }
    start.mutate({ process: process.id, record, requestId: requestId.current }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('startTitle')}
      text={t('startText', { process: name })}
      submit={t('start')}
      isSending={start.isPending}
      error={start.error}
      onSubmit={send}
      onClose={onClose}
    />
  )
}
