import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Id } from '@tangram/data-model'
import { useClient } from '../client/client-context.ts'
import { useFormat } from '../format/use-format.ts'
import classes from './import.module.css'
import { useImportWords } from './import-words.ts'
import { type ImportCounts, type ImportInfo, useRefusedRows } from './use-import.ts'

const shown: readonly (keyof ImportCounts)[] = ['created', 'changed', 'unchanged', 'missing', 'refused']

/** What became of the rows, or would: figures, the refused ones with their reasons, and all of those as a file. */
export function ImportOutcome({ one, fieldLabel }: { one: ImportInfo; fieldLabel?: (step: number, field: Id) => string }) {
  const say = useImportWords()
  const format = useFormat()
  const client = useClient()
  const refusals = useRefusedRows(one)
  if (one.state === 'failed' && one.error)
    return (
      <Alert color="danger" title={say('failed')} role="alert">
        <Text size="md">
          {format.text(one.error.text)} {one.error.fix && format.text(one.error.fix)}
        </Text>
      </Alert>
    )
  const counts = one.counts.reduce(
    (sum, each) => {
      for (const name of shown) sum[name] += each[name]
      return sum
    },
    { created: 0, changed: 0, unchanged: 0, missing: 0, refused: 0 } satisfies ImportCounts as ImportCounts,
  )
  const rows = refusals.data?.refusals ?? []
  return (
    <Stack gap="md">
      <div role="status">
        <Title order={3}>{say(one.state === 'done' ? 'done' : one.state === 'cancelled' ? 'cancelled' : 'checked')}</Title>
      </div>
      <dl className={classes.figures}>
        {shown.map((name) => (
          <div key={name} data-count={name}>
            <dt>{say(name)}</dt>
            <dd className="tg-figures">{format.number(counts[name])}</dd>
          </div>
        ))}
      </dl>
      {counts.refused > 0 && (
        <Stack gap="xs">
          <Group justify="space-between">
            <Title order={4}>{say('refused-title')}</Title>
            <Button
              component="a"
              variant="default"
              size="compact-md"
              href={client.url(`/imports/${one.id}/refusals?format=xlsx`)}
              download
              leftSection={<IconDownload size={16} stroke={1.5} />}
            >
              {say('download')}
            </Button>
          </Group>
          <List size="md" spacing={4} className={classes.refusals}>
            {rows.map(({ step, row, problems }) => (
              <List.Item key={`${step} ${row}`}>
                <Text span fw={600}>
                  {say('row', { row })}
                </Text>{' '}
                {problems
                  .map(({ field, line, message }) => {
                    const words = wordsOf(field && fieldLabel?.(step, field), format.text(message))
                    return line === undefined || line === row ? words : `${say('line', { line })} ${words}`
                  })
                  .join(' ')}
              </List.Item>
            ))}
          </List>
          {counts.refused > rows.length && rows.length > 0 && (
            <Text size="sm" c="dimmed">
              {say('more', { n: rows.length })}
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  )
}

const wordsOf = (label: string | undefined, message: string): string =>
  label && !message.includes(label) ? `${label}: ${message}` : message
