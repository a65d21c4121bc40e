import { Alert, Code, List, Spoiler, Stack, Text } from '@mantine/core'
import type { Diagnostic } from '@tangram/data-model'
import type { BpmnImport } from '@tangram/flow-engine/bpmn'
import { useFormat } from '@tangram/ui'
import { useBpmnWords } from './bpmn-words.ts'

/** What a BPMN file holds: the processes it makes, what is to be looked at, what is kept; or why it is refused, by the ids of the file. */
export function FoundInFile({ found: { processes, diagnostics, kept } }: { found: BpmnImport }) {
  const say = useBpmnWords()
  const { text } = useFormat()
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning')
  const names = processes.map(({ id, label, nodes }) => say('steps', { name: text(label, id), n: nodes.order.length }))
  return (
    <Stack gap="sm">
      {errors.length > 0 && (
        <Alert color="danger" title={say('refused')} role="alert">
          <Findings diagnostics={errors} />
        </Alert>
      )}
      {names.length > 0 && <Text>{say('found', { names: names.join(', ') })}</Text>}
      {warnings.length > 0 && (
        <Alert color="warning" title={say('look', { n: warnings.length })}>
          <Findings diagnostics={warnings} />
        </Alert>
      )}
      {kept.length > 0 && (
        <Alert color="gray" title={say('kept', { n: kept.length })}>
          <Spoiler maxHeight={80} showLabel="…" hideLabel="×">
            <List size="sm">
              {[...new Set(kept.map(({ element, name }) => `${name} ${element}`))].map((one) => (
                <List.Item key={one}>
                  <Code>{one}</Code>
                </List.Item>
              ))}
            </List>
          </Spoiler>
        </Alert>
      )}
    </Stack>
  )
}

function Findings({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { text } = useFormat()
  return (
    <List size="sm">
      {[...new Map(diagnostics.map((found) => [text(found.message), found])).values()].slice(0, 50).map(({ message, fix }) => (
        <List.Item key={text(message)}>
          {text(message)} {fix && text(fix)}
        </List.Item>
      ))}
    </List>
  )
}
