import { Badge, Button, Group, Text, Title } from '@mantine/core'
import {
  ErrorState,
  type Named,
  notify,
  type SignInOperation,
  SkeletonLines,
  useFormat,
  useSignInOf,
  useSignInOperation,
} from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { securitySettingsTexts } from '../../texts/security-settings.ts'
import { PersonPicker } from '../people/people-picker.tsx'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import classes from './security.module.css'

const words = {
  'end-sessions': ['endSessions', 'endSessionsText'],
  'remove-factor': ['removeFactor', 'removeFactorText'],
  'ask-password': ['askPassword', 'askPasswordText'],
} as const

/** How one person signs in, and what an administrator can do about it. */
export function PersonSignIn() {
  const t = useArea(securitySettingsTexts)
  const [person, setPerson] = useState<Named | null>(null)
  return (
    <section className={classes.section} aria-labelledby="person-sign-in">
      <Title order={2} id="person-sign-in" fz={16} mb="xs">
        {t('person')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('personHint')}
      </Text>
      <div className={classes.fields}>
        <PersonPicker label={t('choose')} value={person} onChange={setPerson} />
      </div>
      {person && <SignInOf key={person.id} person={person} />}
    </section>
  )
}

/** How somebody signs in, and what can be done about it. */
export function SignInOf({ person }: { person: Named }) {
  const t = useArea(securitySettingsTexts)
  const format = useFormat()
  const found = useSignInOf(person.id)
  const operate = useSignInOperation()
  const [asking, setAsking] = useState<SignInOperation | null>(null)
  if (found.isPending) return <SkeletonLines lines={2} />
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  const { hasPassword, passwordChangedAt, mustChangePassword, secondFactor, sessions } = found.data
  const offered: [SignInOperation, boolean][] = [
    ['end-sessions', sessions.length > 0],
    ['remove-factor', secondFactor !== null],
    ['ask-password', hasPassword && !mustChangePassword],
  ]

  function send(operation: SignInOperation) {
    operate.mutate(
      { person: person.id, operation },
      {
        onSuccess: () => {
          setAsking(null)
          void notify({ message: t('done') })
        },
      },
    )
  }

  return (
    <div className={classes.card} style={{ marginTop: 16 }}>
      <div className={classes.words}>
        <strong>{person.name}</strong> {mustChangePassword && <Badge color="warning">{t('mustChange')}</Badge>}
        <div className={classes.facts}>
          <span>
            {hasPassword && passwordChangedAt ? t('passwordChanged', { when: format.instant(passwordChangedAt) }) : t('noPassword')}
          </span>
          <span>{secondFactor ? t('factorOn', { when: format.instant(secondFactor.since) }) : t('factorOff')}</span>
          <span>{t('sessions', { count: sessions.length })}</span>
        </div>
      </div>
      <Group gap="xs">
        {offered.map(
          ([operation, isOffered]) =>
            isOffered && (
              <Button key={operation} variant="default" size="xs" onClick={() => setAsking(operation)}>
                {t(words[operation][0])}
              </Button>
            ),
        )}
      </Group>
      {asking && (
        <OperationFrame
          title={t(words[asking][0])}
          text={t(words[asking][1], { name: person.name })}
          submit={t(words[asking][0])}
          isFinal={asking === 'remove-factor'}
          isSending={operate.isPending}
          error={operate.error}
          onSubmit={() => send(asking)}
          onClose={() => {
            setAsking(null)
            operate.reset()
          }}
        />
      )}
    </div>
  )
}
