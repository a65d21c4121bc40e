import { Select, TextInput } from '@mantine/core'
import { type InstanceDetail, notify, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { valueIn } from './patch-dialog.tsx'

type ElementDialogProps = { instance: InstanceDetail; operation: 'add-instance' | 'complete-ad-hoc'; onClose: () => void }

/** One more instance of a step that runs several times or of an ad-hoc part; or the end of that part. */
export function ElementDialog({ instance, operation, onClose }: ElementDialogProps) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const send = useFlowOperation(`/instances/${instance.id}/${operation}`)
  const { nodes } = instance.process
  const active = instance.visits.filter(({ status }) => status === 'active')
  const adHoc = active.filter(({ node }) => nodes.find(({ id }) => id === node)?.type === 'ad-hoc')
  const choices = operation === 'complete-ad-hoc' ? adHoc : active
  const [element, setElement] = useState<string | null>(choices.length === 1 ? (choices[0]?.element ?? null) : (adHoc[0]?.element ?? null))
  const [node, setNode] = useState<string | null>(null)
  const [item, setItem] = useState('')
  const [isMissing, setMissing] = useState(false)
  const chosen = active.find((visit) => visit.element === element)
  const within = nodes.filter(({ parent }) => parent && parent === chosen?.node)

  function submit() {
    const value = item.trim() === '' ? undefined : valueIn(item)
    if (!element || (item.trim() !== '' && value === undefined)) return setMissing(true)
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('done', { what: t(operation) }) })
      onClose()
    }
    send.mutate({ element, ...(node ? { node } : {}), ...(value === undefined ? {} : { item: value }) }, { onSuccess })
  }

  return (
    <OperationFrame
      title={t(operation)}
      text={t(`${operation}Text`)}
      submit={t(operation)}
      isSending={send.isPending}
      error={send.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('element')}
        withAsterisk
        value={element}
        onChange={setElement}
        error={isMissing && !element && t('jumpFromMissing')}
        data={choices.map((visit) => ({ value: visit.element, label: format.text(visit.label, visit.node) }))}
      />
      {operation === 'add-instance' && within.length > 0 && (
        <Select
          label={t('activity')}
          placeholder={t('noActivity')}
          clearable
          value={node}
          onChange={setNode}
          data={within.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))}
        />
      )}
      {operation === 'add-instance' && within.length === 0 && (
        <TextInput
          label={t('item')}
          value={item}
          error={isMissing && item.trim() !== '' && valueIn(item) === undefined && t('patchWrong')}
          onChange={(event) => setItem(event.currentTarget.value)}
        />
      )}
    </OperationFrame>
  )
}
