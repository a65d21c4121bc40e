import { Alert, Button, Text, Title } from '@mantine/core'
import { ErrorState, useClient } from '@tangram/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { auditTexts } from '../../texts/audit.ts'
import classes from '../security/security.module.css'
import type { Verified } from './audit.ts'

/** Whether every entry is as it was written. */
export function Chain() {
  const t = useArea(auditTexts)
  const client = useClient()
  const cache = useQueryClient()
  const verify = useMutation({
    mutationFn: () => client.send<Verified>('POST', '/audit/verify'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['audit'] }),
  })
  return (
    <section className={classes.section} aria-labelledby="chain" style={{ marginTop: 32 }}>
      <Title order={2} id="chain" fz={16} mb="xs">
        {t('chain')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('chainHint')}
      </Text>
      {verify.data && <Outcome {...verify.data} />}
      {verify.isError && <ErrorState error={verify.error} />}
      <Button variant="default" mt="sm" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t('verify')}
      </Button>
    </section>
  )
}

function Outcome({ broken, entries, erased, last }: Verified) {
  const t = useArea(auditTexts)
  if (broken) {
    return (
      <Alert color="danger" role="alert" title={t('broken', { what: t(broken.what), seq: broken.seq ?? '–' })}>
        {t('brokenHint')}
      </Alert>
    )
  }
  return (
    <Alert
      color="success"
      role="status"
      title={[t('whole', { entries }), ...(erased > 0 ? [t('erased', { count: erased })] : [])].join(' · ')}
    >
      <div style={{ overflowWrap: 'anywhere' }}>{t('last', { seq: last.seq, digest: last.digest })}</div>
      {t('lastHint')}
    </Alert>
  )
}
