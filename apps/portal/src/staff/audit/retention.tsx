import { Button, Checkbox, Group, NumberInput, Title } from '@mantine/core'
import { ErrorState, notify, SkeletonLines, useClient } from '@tangram/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { auditTexts } from '../../texts/audit.ts'
import classes from '../security/security.module.css'

type Kept = { days: number | null }

/** How long entries are kept; older ones are removed from then on. */
export function Retention() {
  const t = useArea(auditTexts)
  const client = useClient()
  const found = useQuery({ queryKey: ['audit-retention'], queryFn: ({ signal }) => client.get<Kept>('/audit/retention', { signal }) })
  return (
    <section className={classes.section} aria-labelledby="retention">
      <Title order={2} id="retention" fz={16} mb="xs">
        {t('retention')}
      </Title>
      {found.isPending && <SkeletonLines lines={1} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Form key={String(found.data.days)} {...found.data} onSaved={() => void found.refetch()} />}
    </section>
  )
}

function Form({ days, onSaved }: Kept & { onSaved: () => void }) {
  const t = useArea(auditTexts)
  const client = useClient()
  const [isForEver, setForEver] = useState(days === null)
  const [entered, setEntered] = useState<number | string>(days ?? 180)
  const save = useMutation({
    mutationFn: () => client.send('PUT', '/audit/retention', { days: isForEver ? null : Number(entered) }),
    onSuccess: () => {
      void notify({ kind: 'success', message: t('kept') })
      onSaved()
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Checkbox label={t('forEver')} checked={isForEver} onChange={(event) => setForEver(event.currentTarget.checked)} mb="sm" />
      <Group align="flex-end">
        {!isForEver && (
          <NumberInput
            label={t('days')}
            description={t('daysHint')}
            value={entered}
            min={180}
            max={36_500}
            allowDecimal={false}
            w={160}
            onChange={setEntered}
          />
        )}
        <Button type="submit" variant="default" loading={save.isPending}>
          {t('keep')}
        </Button>
      </Group>
      {save.isError && <ErrorState error={save.error} />}
    </form>
  )
}
