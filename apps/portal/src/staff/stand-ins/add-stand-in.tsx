import { Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { dayIn, instantOf, type Named, notify, useAddStandIn, useApp, useApps, useFormat, useLocale } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { standInsTexts } from '../../texts/stand-ins.ts'
import { PersonPicker } from '../people/people-picker.tsx'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'

/** Asks who stands in, from when until when, how and for what. Days are whole, in the reader's zone. */
export function AddStandIn({ self, onClose }: { self: string; onClose: () => void }) {
  const t = useArea(standInsTexts)
  const format = useFormat()
  const { zone } = useLocale()
  const add = useAddStandIn()
  const apps = useApps().data ?? []
  const today = dayIn(new Date(), zone)
  const [to, setTo] = useState<Named | null>(null)
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState('')
  const [mode, setMode] = useState<'replace' | 'both'>('replace')
  const [app, setApp] = useState('')
  const [process, setProcess] = useState('')
  const [isMissing, setMissing] = useState(false)
  const processes = useApp(app || undefined).data?.processes ?? []
  const fits = from !== '' && until !== '' && until >= from

  function submit() {
    if (!to || !fits) return setMissing(true)
    const input = {
      to: to.id,
      // What begins today begins now: to-dos that come in a moment are the stand-in's already.
      from: from <= today ? new Date().toISOString() : instantOf(from, '00:00', zone),
      until: instantOf(until, '23:59', zone),
      mode,
      ...(app ? { app } : {}),
      ...(app && process ? { process } : {}),
    }
    const onSuccess = () => {
      void notify({ kind: 'success', message: t('added', { name: to.name }) })
      onClose()
    }
    add.mutate(input, { onSuccess })
  }

  return (
    <OperationFrame
      title={t('add')}
      text={t('empty')}
      submit={t('save')}
      isSending={add.isPending}
      error={add.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonPicker label={t('to')} value={to} onChange={setTo} without={[self]} error={isMissing && !to && t('personMissing')} autoFocus />
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label={t('from')}
          withAsterisk
          value={from}
          min={today}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('until')}
          withAsterisk
          value={until}
          min={from}
          error={isMissing && !fits && t('dateMissing')}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <Radio.Group label={t('mode')} value={mode} onChange={(value) => setMode(value as typeof mode)}>
        <Stack gap={8} mt={4}>
          <Radio value="replace" label={t('replace')} />
          <Radio value="both" label={t('both')} />
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={t('scope')}
        value={app}
        data={[{ value: '', label: t('everything') }, ...apps.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))]}
        onChange={(event) => {
          setApp(event.currentTarget.value)
          setProcess('')
        }}
      />
      {processes.length > 0 && (
        <NativeSelect
          label={t('process')}
          value={process}
          data={[{ value: '', label: t('wholeApp') }, ...processes.map(({ id, label }) => ({ value: id, label: format.text(label, id) }))]}
          onChange={(event) => setProcess(event.currentTarget.value)}
        />
      )}
    </OperationFrame>
  )
}
