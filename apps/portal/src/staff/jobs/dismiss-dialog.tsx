import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { ErrorState, type Incident, notify, useDismissIncident, useFormat } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { jobsTexts } from '../../texts/jobs.ts'

/** Asks why a job is left undone. */
export function DismissDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useArea(jobsTexts)
  const common = useArea(commonTexts)
  const format = useFormat()
  const dismiss = useDismissIncident()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)

  function send(event: FormEvent) {
    event.preventDefault()
    if (reason.trim() === '') return setMissing(true)
    const onSuccess = () => {
      void notify({ message: t('dismissed') })
      onClose()
    }
    dismiss.mutate({ id: incident.id, reason }, { onSuccess })
  }

  return (
    <Modal opened onClose={onClose} title={t('dismissTitle')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form onSubmit={send}>
        <Stack>
          <Text>{t('dismissText', { what: format.text(incident.what, incident.kind) })}</Text>
          <Textarea
            data-autofocus
            withAsterisk
            label={t('reason')}
            description={t('reasonHelp')}
            error={isMissing && t('reasonMissing')}
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
              setMissing(false)
            }}
          />
          {dismiss.isError && <ErrorState error={dismiss.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="danger" loading={dismiss.isPending}>
              {t('dismiss')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
