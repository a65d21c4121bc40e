import { Badge, Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { type Diagnostic, inOrder } from '@tangram/data-model'
import { type CaseDocument, type Facts, type ProcessDocument, playCase } from '@tangram/flow-engine'
import { ErrorState, Icon, useFormat, useSession, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import settings from '../../config/settings.module.css'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { SmallButton } from '../../parts/small-button.tsx'
import { setProcess } from '../edit-flow.ts'
import type { TryOut } from './use-simulation.ts'

/** The saved plays of the process: run them all, see what came out otherwise, play one again by hand. */
export function Cases({ process, simulation }: { process: ProcessDocument; simulation: TryOut }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const session = useSession()
  const { run } = useDraftActions()
  const [results, setResults] = useState<ReadonlyMap<string, readonly Diagnostic[]>>()
  const [error, setError] = useState<unknown>()
  const [isRunning, setRunning] = useState(false)
  const all = inOrder(process.cases)
  if (all.length === 0) return null

  async function runAll() {
    setRunning(true)
    try {
      const zone = session.data?.organisation.zone || 'UTC'
      let facts = simulation.facts
      const found = new Map<string, readonly Diagnostic[]>()
      for (const saved of all) {
        const outcome = await playSaved(simulation, saved, zone, facts)
        facts = outcome.facts
        found.set(saved.id, outcome.differences)
      }
      setResults(found)
      setError(undefined)
    } catch (problem) {
      setError(problem)
    } finally {
      setRunning(false)
    }
  }

  function remove(id: string) {
    const { [id]: _gone, ...items } = process.cases?.items ?? {}
    run(setProcess(process, { cases: { order: all.flatMap((one) => (one.id === id ? [] : [one.id])), items } }))
  }

  return (
    <Fieldset legend={t('cases')} p="sm">
      <Stack gap={8}>
        {all.map((saved) => {
          const differences = results?.get(saved.id)
          const name = text(saved.label, saved.id)
          return (
            <div key={saved.id} className={settings.row} role="group" aria-label={name}>
              <Group justify="space-between" wrap="nowrap" gap={4}>
                <Text size="md" fw={500}>
                  {name}
                </Text>
                <Group gap={2} wrap="nowrap">
                  {differences && (
                    <Badge color={differences.length === 0 ? 'success' : 'danger'} variant="light" tt="none">
                      {t(differences.length === 0 ? 'case-passes' : 'case-fails')}
                    </Badge>
                  )}
                  <SmallButton
                    icon="player-play"
                    label={t('play-case', { name })}
                    onClick={() => simulation.set({ initiator: saved.initiator, values: saved.values, steps: saved.steps })}
                  />
                  <SmallButton icon="x" label={t('remove-case', { name })} onClick={() => remove(saved.id)} />
                </Group>
              </Group>
              {differences?.map((difference) => (
                <Text key={`${difference.code} ${difference.path}`} size="sm" c="danger">
                  {text(difference.message, difference.code)}
                </Text>
              ))}
            </div>
          )
        })}
        {error !== undefined && <ErrorState error={error} />}
        <Button variant="default" loading={isRunning} leftSection={<Icon name="checks" size={16} />} onClick={() => void runAll()}>
          {t('run-cases')}
        </Button>
      </Stack>
    </Fieldset>
  )
}

/** Rounds in which a case may ask for facts. */
const mostRounds = 200

async function playSaved({ compiled, now, lookUp }: TryOut, saved: CaseDocument, zone: string, known: Facts) {
  let facts = known
  for (let round = 0; round < mostRounds; round += 1) {
    const result = playCase(compiled, saved, { now, zone, facts })
    if (!('need' in result)) return { differences: result.differences, facts }
    facts = { ...facts, ...(await lookUp(result.need)) }
  }
  throw new Error(`case ${saved.id} never stops asking`)
}
