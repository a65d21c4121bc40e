import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ErrorState, type InstanceDetail, type InstanceIncident, notify, useFlowOperation, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { instancesTexts } from '../../texts/instances.ts'
import { SkipDialog } from './skip-dialog.tsx'

/** What went wrong on the way, and for administrators the ways out. */
export function IncidentsList({ instance }: { instance: InstanceDetail }) {
  const t = useArea(instancesTexts)
  const [skipping, skip] = useState<InstanceIncident>()
  return (
    <Alert color="danger" variant="light" icon={<IconAlertTriangle size={18} stroke={1.5} />} title={t('trouble')} mb="md" data-incidents>
      <Stack gap="sm">
        {instance.incidents.map((incident) => (
          <Incident key={incident.id} instance={instance} incident={incident} onSkip={() => skip(incident)} />
        ))}
      </Stack>
      {skipping && <SkipDialog instance={instance} incident={skipping} onClose={() => skip(undefined)} />}
    </Alert>
  )
}

type IncidentProps = { instance: InstanceDetail; incident: InstanceIncident; onSkip: () => void }

function Incident({ instance, incident, onSkip }: IncidentProps) {
  const t = useArea(instancesTexts)
  const format = useFormat()
  const retry = useFlowOperation(`/instances/${instance.id}/retry`)
  const step = format.text(instance.process.nodes.find(({ id }) => id === incident.node)?.label, incident.node)
  return (
    <div>
      <Text fw={600}>
        {step} · {format.relative(incident.at)}
      </Text>
      <Text size="sm">
        {incident.code && `${incident.code}: `}
        {incident.message}
      </Text>
      {retry.isError && <ErrorState error={retry.error} />}
      <Group gap="xs" mt={6}>
        {instance.operations.includes('retry') && (
          <Button
            size="xs"
            loading={retry.isPending}
            onClick={() =>
              retry.mutate(
                { element: incident.element },
                { onSuccess: () => void notify({ kind: 'success', message: t('done', { what: t('retry') }) }) },
              )
            }
          >
            {t('retry')}
          </Button>
        )}
        {instance.operations.includes('skip') && (
          <Button size="xs" variant="default" onClick={onSkip}>
            {t('skip')}
          </Button>
        )}
      </Group>
    </div>
  )
}
