import { Button, Text, Title } from '@mantine/core'
import { type Named, notify, useHandOver } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { standInsTexts } from '../../texts/stand-ins.ts'
import { PersonPicker } from '../people/people-picker.tsx'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import classes from './stand-ins.module.css'

/** 离职交接: every open to-do of somebody who leaves goes to one colleague. */
export function HandOver() {
  const t = useArea(standInsTexts)
  const handOver = useHandOver()
  const [from, setFrom] = useState<Named | null>(null)
  const [to, setTo] = useState<Named | null>(null)
  const [isMissing, setMissing] = useState(false)
  const [isAsking, setAsking] = useState(false)

  function send(leaving: Named, heir: Named) {
    const onSuccess = ({ tasks, refused = [] }: { tasks: number; refused?: unknown[] }) => {
      void notify({ kind: 'success', message: t('handedOver', { count: tasks, name: heir.name }) })
      if (refused.length > 0) void notify({ kind: 'danger', message: t('handOverRefused', { count: refused.length, name: leaving.name }) })
      setAsking(false)
      setFrom(null)
      setTo(null)
      setMissing(false)
    }
    handOver.mutate({ from: leaving.id, to: heir.id }, { onSuccess })
  }

  return (
    <section className={classes.section} aria-labelledby="hand-over">
      <Title order={2} id="hand-over" fz={16} mb="xs">
        {t('handOver')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('handOverHint')}
      </Text>
      <div className={classes.handOver}>
        <PersonPicker label={t('handOverFrom')} value={from} onChange={setFrom} error={isMissing && !from && t('personMissing')} />
        <PersonPicker
          label={t('handOverTo')}
          value={to}
          onChange={setTo}
          without={from ? [from.id] : []}
          error={isMissing && !to && t('personMissing')}
        />
        <Button variant="default" onClick={() => (from && to ? setAsking(true) : setMissing(true))}>
          {t('handOver')}
        </Button>
      </div>
      {isAsking && from && to && (
        <OperationFrame
          title={t('handOverTitle')}
          text={t('handOverText', { from: from.name, to: to.name })}
          submit={t('handOver')}
          isFinal
          isSending={handOver.isPending}
          error={handOver.error}
          onSubmit={() => send(from, to)}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
