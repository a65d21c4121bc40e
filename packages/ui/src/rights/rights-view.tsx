import { Badge, Stack, Table, Text, Title } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import type { ActionExplained, FieldExplained, Verdict } from '../client/types.ts'
import { useFormat } from '../format/use-format.ts'
import { useRightsTexts } from './rights-texts.ts'
import classes from './rights-view.module.css'

export type RightsViewProps = { actions: readonly ActionExplained[]; fields: readonly FieldExplained[] }

/** Who may do what, and why: each action with its reasons and what the record holds, then each field. */
export function RightsView({ actions, fields }: RightsViewProps) {
  const t = useRightsTexts()
  const id = useId()
  // Of what is not seen no field is: that has been said.
  const isSeen = actions.some(({ action, verdict }) => action === 'read' && verdict !== 'no')
  return (
    <Stack gap="lg">
      <section aria-labelledby={`${id}-actions`}>
        <Title order={3} fz={14} mb="xs" id={`${id}-actions`}>
          {t('actions')}
        </Title>
        <ul className={classes.actions}>
          {actions.map((action) => (
            <OneAction key={action.action} explained={action} />
          ))}
        </ul>
      </section>
      {isSeen && fields.length > 0 && (
        <section aria-labelledby={`${id}-fields`}>
          <Title order={3} fz={14} mb="xs" id={`${id}-fields`}>
            {t('fields')}
          </Title>
          <Fields fields={fields} />
        </section>
      )}
    </Stack>
  )
}

function OneAction({ explained: { action, verdict, words, tests = [] } }: { explained: ActionExplained }) {
  const t = useRightsTexts()
  const { text } = useFormat()
  return (
    <li className={classes.action} data-verdict={verdict}>
      <div className={classes.head}>
        <Text fw={600}>{t(action)}</Text>
        <VerdictBadge verdict={verdict} />
      </div>
      {words.map((sentence) => (
        <Text key={text(sentence)} size="sm">
          {text(sentence)}
        </Text>
      ))}
      {tests.length > 0 && (
        <ul className={classes.tests}>
          {tests.map((test) => (
            <Test key={`${text(test.role)} ${text(test.words)}`} test={test} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Test({ test: { words, holds, values } }: { test: NonNullable<ActionExplained['tests']>[number] }) {
  const t = useRightsTexts()
  const { text } = useFormat()
  const [Mark, say] = holds === null ? [IconMinus, t('untold')] : holds ? [IconCheck, t('holds')] : [IconX, t('fails')]
  return (
    <li className={classes.test} data-holds={holds === null ? undefined : holds}>
      <Mark size={16} stroke={2} role="img" aria-label={say} />
      <div>
        {text(words)}
        {values.map(({ name, value }) => (
          <Text key={text(name)} component="span" display="block" size="xs" c="dimmed">
            {text(name)}: {text(value) === '' ? t('empty') : text(value)}
          </Text>
        ))}
      </div>
    </li>
  )
}

function Fields({ fields }: { fields: readonly FieldExplained[] }) {
  const t = useRightsTexts()
  const { text } = useFormat()
  const hasReasons = fields.some(({ words }) => words.length > 0)
  return (
    <Table.ScrollContainer minWidth={hasReasons ? 440 : 300} type="native" tabIndex={0}>
      <Table verticalSpacing={6} horizontalSpacing="sm" aria-label={t('fields')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field')}</Table.Th>
            <Table.Th>{t('sees')}</Table.Th>
            <Table.Th>{t('changes')}</Table.Th>
            {hasReasons && <Table.Th>{t('why')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map(({ field, label, sees, changes, words }) => (
            <Table.Tr key={field}>
              <Table.Td>{text(label, field)}</Table.Td>
              <Table.Td>
                <VerdictBadge verdict={sees} />
              </Table.Td>
              <Table.Td>
                <VerdictBadge verdict={changes} />
              </Table.Td>
              {hasReasons && <Table.Td fz={13}>{words.map((sentence) => text(sentence)).join(' ')}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const colors = { yes: 'success', some: 'brand', no: 'gray' } as const

function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const t = useRightsTexts()
  return (
    <Badge color={colors[verdict]} variant="light" miw="max-content">
      {t(verdict)}
    </Badge>
  )
}
