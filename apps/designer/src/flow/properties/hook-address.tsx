import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import type { NodeDocument, ProcessDocument } from '@tangram/flow-engine'
import { ErrorState, useClient, useLoad, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../../draft/draft-context.tsx'

type Hooks = { hooks: { start: string; url: string }[] }

/** The address another system calls to start the process; there is one once the start is published. */
export function HookAddress({ process, node }: { process: ProcessDocument; node: NodeDocument }) {
  const { t } = useTranslation('flow')
  const client = useClient()
  const { app } = useDraftActions()
  const [round, setRound] = useState(0)
  const [error, setError] = useState<unknown>()
  const path = `/apps/${app}/processes/${process.id}/hook`
  const hooks = useLoad(`${path} ${round}`, (signal) => client.get<Hooks>(path, { signal }))
  const url = hooks.data?.hooks.find(({ start }) => start === node.id)?.url

  async function renew() {
    try {
      await client.send('POST', path, { start: node.id, requestId: crypto.randomUUID() })
      setRound(round + 1)
    } catch (problem) {
      setError(problem)
    }
  }

  if (!url) {
    return (
      <Text size="sm" c="dimmed">
        {t('hook-after-publish')}
      </Text>
    )
  }
  return (
    <Stack gap={6}>
      <TextInput
        label={t('hook-address')}
        description={t('hook-help')}
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap={6}>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="xs" onClick={() => void renew()}>
          {t('hook-renew')}
        </Button>
      </Group>
      {error !== undefined && <ErrorState error={error} />}
    </Stack>
  )
}
