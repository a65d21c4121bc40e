import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { LocalizedText } from '@tangram/data-model'
import { ErrorState, useClient, useFormat } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'
import type { ProviderSettings } from './provider.ts'

type Tested = { problem: LocalizedText | null; notes: LocalizedText[]; canEndSession: boolean }

/** Asks the provider as it is set in the form, saved or not, and says what came of it. */
export function ConnectionTest({ asked }: { asked: ProviderSettings }) {
  const t = useArea(providersTexts)
  const format = useFormat()
  const client = useClient()
  const { issuer, clientId, scopes, privateNetwork } = asked
  const test = useMutation({
    mutationFn: () => client.send<Tested>('POST', '/sign-in-providers/test', { issuer, clientId, scopes, privateNetwork }),
  })
  const problem = test.data?.problem
  return (
    <Stack gap={8} align="flex-start">
      <Button
        variant="default"
        loading={test.isPending}
        disabled={issuer.length < 9 || clientId === '' || scopes.length < 6}
        onClick={() => test.mutate()}
      >
        {t('test')}
      </Button>
      {test.isError && <ErrorState error={test.error} />}
      {test.data && (
        <Alert
          role="status"
          w="100%"
          variant="light"
          color={problem ? 'danger' : 'success'}
          icon={problem ? <IconAlertTriangle size={18} stroke={1.5} /> : <IconCircleCheck size={18} stroke={1.5} />}
          title={t(problem ? 'testFailed' : 'testOk')}
        >
          <Text size="md" style={{ overflowWrap: 'anywhere' }}>
            {problem ? format.text(problem) : t('testOkText')}
          </Text>
          {test.data.canEndSession && <Text size="md">{t('testLeave')}</Text>}
          {test.data.notes.map((note) => (
            <Text key={format.text(note)} size="md">
              {format.text(note)}
            </Text>
          ))}
        </Alert>
      )}
    </Stack>
  )
}
