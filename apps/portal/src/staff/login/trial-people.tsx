import { Avatar, Button, Loader, Skeleton, Stack, Text, UnstyledButton } from '@mantine/core'
import { ErrorState, useFormat, useTrialPeople } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { hueOf } from '../people/hue-of.ts'
import classes from './sign-in-frame.module.css'

export type TrialPeopleProps = {
  /** The person who is being signed in. */
  busy: string | undefined
  problem: unknown
  onChoose: (person: string) => void
}

const firstShown = 9

/** Sample colleagues as cards; one press signs in. */
export function TrialPeople({ busy, problem, onChoose }: TrialPeopleProps) {
  const t = useArea(loginTexts)
  const format = useFormat()
  const people = useTrialPeople()
  const [showsAll, setShowsAll] = useState(false)

  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />
  if (people.isPending) {
    return (
      <div className={classes.people} aria-hidden>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height={64} radius={10} />
        ))}
      </div>
    )
  }
  const shown = showsAll ? people.data : people.data.slice(0, firstShown)
  return (
    <Stack gap="md">
      {problem !== null && problem !== undefined && <ErrorState error={problem} />}
      <ul className={classes.people} aria-label={t('trialPeople')}>
        {shown.map((person) => (
          <li key={person.id}>
            <UnstyledButton className={classes.person} disabled={busy !== undefined} onClick={() => onChoose(person.id)}>
              <Avatar color={hueOf(person.id)} name={person.name} radius={999} size={40} aria-hidden>
                {busy === person.id ? <Loader size={18} /> : person.name.slice(0, 1)}
              </Avatar>
              <span>
                <Text component="span" display="block" fw={600}>
                  {person.name}
                </Text>
                <Text component="span" display="block" size="sm" c="dimmed">
                  {[format.text(person.title), typeof person.team === 'string' ? person.team : format.text(person.team ?? undefined)]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {!showsAll && people.data.length > firstShown && (
        <Button variant="subtle" color="gray" onClick={() => setShowsAll(true)}>
          {t('morePeople', { count: people.data.length })}
        </Button>
      )}
    </Stack>
  )
}
