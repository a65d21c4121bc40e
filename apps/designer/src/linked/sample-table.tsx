import { Table, Text, Title } from '@mantine/core'
import type { LinkableDetail } from '@tangram/ui'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'

/** The first rows of a table, so that one sees what its columns hold. */
export function SampleTable({ source, columns }: { source: LinkableDetail; columns: readonly string[] }) {
  const say = useLinkedWords()
  const { linked } = source.entity
  const shown = source.columns.map(({ column }) => column).filter((column) => columns.includes(column))
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        {say('sample')}
      </Title>
      {source.sample.length === 0 ? (
        <Text size="md" c="dimmed">
          {say('sample-empty')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} aria-label={say('sample')} role="region">
          <Table aria-label={say('sample-of', { table: `${linked?.schema}.${linked?.table}` })} className={classes.sample}>
            <Table.Thead>
              <Table.Tr>
                {shown.map((column) => (
                  <Table.Th key={column}>{column}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {source.sample.map((row, at) => (
                <Table.Tr key={at}>
                  {shown.map((column) => (
                    <Table.Td key={column}>{row[column] ?? ''}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  )
}
