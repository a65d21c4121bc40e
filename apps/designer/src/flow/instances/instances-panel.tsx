import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { type Diagnostic, type Id, inOrder, type LocalizedText } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import {
  EmptyState,
  ErrorState,
  notify,
  type ProblemDetails,
  problemText,
  SidePanel,
  SkeletonLines,
  useClient,
  useFormat,
  useLoad,
  useTranslation,
} from '@tangram/ui'
import { useState } from 'react'
import { useDraftActions } from '../../draft/draft-context.tsx'

type Migration = {
  to: number
  instances: { id: string; version: number; nodes: Id[]; problems: Diagnostic[] }[]
  plan: { nodes: { [from: Id]: Id | null }; flows: { [from: Id]: Id | null }; problems: Diagnostic[] }
  moves: number
  stays: number
}
type Moved = { moved: number; refused: { instance: string; problem: ProblemDetails }[] }

type InstancesPanelProps = { process: Pick<ProcessDocument, 'id' | 'label' | 'nodes'>; opened: boolean; onClose: () => void }

/** Instances that run by earlier versions: how many stay, and moving them to the live one, tried out first. */
export function InstancesPanel({ process, opened, onClose }: InstancesPanelProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const client = useClient()
  const { app } = useDraftActions()
  const [round, setRound] = useState(0)
  const [chosen, setChosen] = useState<{ [from: Id]: Id }>({})
  const [result, setResult] = useState<Moved & { dryRun: boolean }>()
  const [isMoving, setMoving] = useState(false)
  const path = `/apps/${app}/processes/${process.id}/migration`
  const plan = useLoad(opened ? `${path} ${round}` : null, (signal) => client.get<Migration>(path, { signal }))

  async function move(dryRun: boolean) {
    if (!plan.data) return
    setMoving(true)
    try {
      const body = { requestId: crypto.randomUUID(), to: plan.data.to, nodes: chosen, flows: {}, dryRun }
      setResult({ ...(await client.send<Moved>('POST', path, body)), dryRun })
      if (!dryRun) setRound(round + 1)
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
    } finally {
      setMoving(false)
    }
  }

  const gone = Object.entries(plan.data?.plan.nodes ?? {}).filter(([from, to]) => to === null || !process.nodes.items[from])
  const byVersion = new Map<number, number>()
  for (const { version } of plan.data?.instances ?? []) byVersion.set(version, (byVersion.get(version) ?? 0) + 1)
  return (
    <SidePanel
      opened={opened}
      onClose={onClose}
      title={t('instances-title', { name: text(process.label, process.id) })}
      footer={
        plan.data && plan.data.instances.length > 0 ? (
          <Group justify="flex-end">
            <Button variant="default" loading={isMoving} onClick={() => void move(true)}>
              {t('dry-run')}
            </Button>
            <Button loading={isMoving} disabled={!result?.dryRun || result.moved === 0} onClick={() => void move(false)}>
              {t('move-now')}
            </Button>
          </Group>
        ) : undefined
      }
    >
      {plan.error !== undefined && <ErrorState error={plan.error} onRetry={plan.retry} />}
      {!plan.data && plan.error === undefined && <SkeletonLines lines={5} />}
      <Stack gap="md" p="lg">
        {result && <Result result={result} />}
        {plan.data?.instances.length === 0 && <EmptyState title={t('instances-none')} text={t('instances-none-text')} />}
        {plan.data && plan.data.instances.length > 0 && (
          <>
            <Text size="md">{t('instances-running', { n: plan.data.instances.length })}</Text>
            <Stack gap={2}>
              {[...byVersion].map(([version, n]) => (
                <Text key={version} size="md">
                  {t('instances-version', { version, n })}
                </Text>
              ))}
              <Text size="md">
                {t('instances-moves')}: {plan.data.moves} · {t('instances-stays')}: {plan.data.stays}
              </Text>
            </Stack>
            <Title order={3} size="h4">
              {t('moving')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('moving-help')}
            </Text>
            {plan.data.plan.problems.map((problem) => (
              <Alert key={`${problem.code} ${problem.path}`} color="warning" variant="light" p="xs">
                {text(problem.message, problem.code)} {problem.fix && text(problem.fix)}
              </Alert>
            ))}
            {gone.length > 0 && (
              <Stack gap={6}>
                <Text size="md" fw={500}>
                  {t('map-nodes')}
                </Text>
                {gone.map(([from]) => (
                  <Select
                    key={from}
                    label={t('map-node', { name: text(nameOf(process, from), from) })}
                    placeholder={t('map-nothing')}
                    clearable
                    searchable
                    data={inOrder(process.nodes).map((node) => ({ value: node.id, label: text(node.label, node.id) }))}
                    value={chosen[from] ?? null}
                    onChange={(to) => {
                      const { [from]: _before, ...rest } = chosen
                      setChosen(to ? { ...rest, [from]: to } : rest)
                      setResult(undefined)
                    }}
                  />
                ))}
              </Stack>
            )}
          </>
        )}
      </Stack>
    </SidePanel>
  )
}

function Result({ result }: { result: Moved & { dryRun: boolean } }) {
  const { t } = useTranslation('flow')
  const isFine = result.refused.length === 0
  return (
    <Alert
      color={isFine ? 'success' : 'warning'}
      variant="light"
      role="status"
      title={t(result.dryRun ? 'moved' : 'moved-done', { n: result.moved })}
    >
      {!isFine && (
        <Stack gap={4}>
          <Text size="md">{t('refused', { n: result.refused.length })}</Text>
          {[...new Set(result.refused.map(({ problem }) => problem.detail ?? problem.title))].map((reason) => (
            <Text key={reason} size="sm">
              {reason}
            </Text>
          ))}
        </Stack>
      )}
    </Alert>
  )
}

const nameOf = (process: Pick<ProcessDocument, 'nodes'>, id: Id): LocalizedText | undefined => process.nodes.items[id]?.label
