import { Alert, Code, List, Text } from '@mantine/core'
import { Icon, type LinkableDetail, useFormat } from '@tangram/ui'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'

/** The columns no field can hold, each with the reason. */
export function SkippedColumns({ skipped }: Pick<LinkableDetail, 'skipped'>) {
  const say = useLinkedWords()
  const { text } = useFormat()
  if (skipped.length === 0) return null
  return (
    <Alert color="warning" variant="light" icon={<Icon name="alert-triangle" />} title={say('skipped', { n: skipped.length })}>
      <List size="md" spacing={4} className={classes.skipped}>
        {skipped.map(({ column, type, reason }) => (
          <List.Item key={column}>
            <Code>{column}</Code> <Code>{type}</Code>{' '}
            <Text component="span" size="md">
              {text(reason)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
