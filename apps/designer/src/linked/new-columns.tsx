import { Button, Code, Group, Text, Title } from '@mantine/core'
import type { Command } from '@tangram/app-model'
import { Icon, useFormat } from '@tangram/ui'
import { fieldTypeNamed } from '../platform.ts'
import type { Drift } from './drift.ts'
import classes from './linked.module.css'
import { useLinkedWords } from './linked-words.ts'

/** Columns of the source that nothing shows yet. */
export function NewColumns({ drift, onAdd }: { drift: readonly Drift[]; onAdd: (add: Command) => void }) {
  const say = useLinkedWords()
  const { text } = useFormat()
  const fresh = drift.filter((one) => one.kind === 'new')
  if (fresh.length === 0) return null
  return (
    <section>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {say('is-new', { n: fresh.length })}
        </Title>
        {fresh.length > 1 && (
          <Button variant="subtle" size="compact-sm" onClick={() => onAdd({ type: 'batch', commands: fresh.map(({ fix }) => fix) })}>
            {say('add-columns')}
          </Button>
        )}
      </Group>
      <ul className={classes.columns}>
        {fresh.map(({ field, fix }) => (
          <li key={field.column} className={classes.fresh}>
            <Group gap={6} flex={1}>
              <Icon name={fieldTypeNamed(field.type)?.icon} size={16} />
              <Text size="md">{text(field.label, field.id)}</Text>
              <Code>{field.column}</Code>
            </Group>
            <Button
              variant="default"
              size="xs"
              aria-label={say('add-column', { column: field.column ?? '' })}
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => onAdd(fix)}
            >
              {say('add')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
