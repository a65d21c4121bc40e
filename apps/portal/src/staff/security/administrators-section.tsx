import { Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import {
  type Administrators,
  type AdministratorsChange,
  type Duty,
  ErrorState,
  notify,
  SkeletonLines,
  useAdministrators,
  useChangeAdministrators,
  useSession,
} from '@tangram/ui'
import { useState } from 'react'
import { administratorsTexts } from '../../texts/administrators.ts'
import { useArea } from '../../texts/area.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import classes from './security.module.css'

/** Who administers what, and whether each holds one duty only. */
export function AdministratorsSection() {
  const t = useArea(administratorsTexts)
  const found = useAdministrators()
  return (
    <section className={classes.section} aria-labelledby="administrators">
      <Title order={2} id="administrators" fz={16} mb="xs">
        {t('title')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      {found.isPending && <SkeletonLines lines={3} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Duties {...found.data} />}
    </section>
  )
}

function Duties({ separated, administrators }: Administrators) {
  const t = useArea(administratorsTexts)
  const me = useSession().data?.person?.id
  const change = useChangeAdministrators()
  const [chosen, setChosen] = useState<{ [person: string]: Duty }>({})
  const [isJoining, setJoining] = useState(false)
  const duties = administrators.flatMap(({ id }) => (chosen[id] ? [{ person: id, duty: chosen[id] }] : []))

  function send(wanted: AdministratorsChange) {
    change.mutate(wanted, {
      onSuccess: () => {
        setJoining(false)
        void notify({ kind: 'success', message: t('saved') })
      },
    })
  }
  function choose(person: string, duty: Duty) {
    if (separated) send({ assign: { person, duty } })
    else setChosen({ ...chosen, [person]: duty })
  }

  return (
    <Stack gap="sm">
      {change.isError && !isJoining && <ErrorState error={change.error} />}
      <div className={classes.fields}>
        {administrators.map(({ id, name, active, duty }) => (
          <Select
            key={id}
            label={active ? name : t('suspended', { name })}
            placeholder={t('none')}
            data={(['system', 'security', 'audit'] as const).map((value) => ({ value, label: t(value) }))}
            value={(separated ? duty : chosen[id]) ?? null}
            onChange={(value) => value && choose(id, value as Duty)}
            disabled={separated && id === me}
            allowDeselect={false}
          />
        ))}
      </div>
      <Group>
        {separated ? (
          <Button variant="default" onClick={() => setJoining(true)}>
            {t('join')}
          </Button>
        ) : (
          <Button
            disabled={duties.length < administrators.length || duties.length < 3}
            loading={change.isPending}
            onClick={() => send({ separate: duties })}
          >
            {t('separate')}
          </Button>
        )}
      </Group>
      {isJoining && (
        <OperationFrame
          title={t('join')}
          text={t('joinText')}
          submit={t('join')}
          isFinal
          isSending={change.isPending}
          error={change.error}
          onSubmit={() => send('join')}
          onClose={() => {
            setJoining(false)
            change.reset()
          }}
        />
      )}
    </Stack>
  )
}
