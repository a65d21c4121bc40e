import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { Command } from '@tangram/app-model'
import { Icon, useFormat } from '@tangram/ui'
import { fieldTypeNamed } from '../platform.ts'
import { type Drift, isBroken } from './drift.ts'
import { useLinkedWords } from './linked-words.ts'

/** What the database says otherwise, each with the one button that mends it. */
export function DriftList({ drift, onFix }: { drift: readonly Drift[]; onFix: (fix: Command) => void }) {
  const say = useLinkedWords()
  const toMend = drift.filter(({ kind }) => kind !== 'new')
  if (toMend.length === 0) {
    return (
      <Alert color="success" variant="light" icon={<Icon name="check" />} role="status">
        <Text size="md">{say('same')}</Text>
      </Alert>
    )
  }
  const broken = toMend.some(isBroken)
  return (
    <Alert
      color={broken ? 'danger' : 'info'}
      variant="light"
      icon={<Icon name={broken ? 'alert-triangle' : 'info-circle'} />}
      title={say('differs')}
      role="status"
    >
      <Stack gap="sm">
        {broken && <Text size="md">{say('differs-text')}</Text>}
        {toMend.map((one) => (
          <OneDrift key={`${one.kind} ${'field' in one ? one.field.id : one.column}`} drift={one} onFix={onFix} />
        ))}
      </Stack>
    </Alert>
  )
}

function OneDrift({ drift, onFix }: { drift: Drift; onFix: (fix: Command) => void }) {
  const { what, mend } = useDriftWords(drift)
  const { fix } = drift
  return (
    <Group justify="space-between" gap="xs">
      <Text size="md" flex="1 1 240px">
        {what}
      </Text>
      {fix && (
        <Button variant="default" size="xs" onClick={() => onFix(fix)}>
          {mend}
        </Button>
      )}
    </Group>
  )
}

function useDriftWords(drift: Drift): { what: string; mend: string } {
  const say = useLinkedWords()
  const { text } = useFormat()
  if (drift.kind === 'key-type') return { what: say('key-changed', { column: drift.column }), mend: say('fix-key-type') }
  if (drift.kind === 'key') return { what: say('key-gone', { column: drift.column }), mend: say('fix-key') }
  const field = text(drift.field.label, drift.field.id)
  const column = drift.field.column ?? ''
  switch (drift.kind) {
    case 'missing':
      return { what: say('is-missing', { column, field }), mend: say('fix-missing') }
    case 'changed': {
      if (!drift.now) return { what: say('is-other', { column, field }), mend: say('fix-key-type') }
      const type = text(fieldTypeNamed(drift.now.type)?.label, drift.now.type)
      return { what: say('is-changed', { column, field, type }), mend: say('fix-changed', { type }) }
    }
    case 'options':
      return {
        what: say('has-options', { field, options: drift.added.map(({ id, label }) => text(label, id)).join(' · ') }),
        mend: say('fix-options'),
      }
    case 'relation':
      return { what: say('may-relate', { field, table: text(drift.to.label, drift.to.id) }), mend: say('fix-relation') }
    case 'new':
      return { what: field, mend: say('add-column', { column }) }
  }
}
