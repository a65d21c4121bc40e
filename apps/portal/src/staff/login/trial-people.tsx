import { Avatar, Loader, Skeleton, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { ErrorState, type TrialPerson, useFormat, useTrialPeople } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { hueOf } from '../people/hue-of.ts'
import { byTeam, peopleMatching } from './people-matching.ts'
import classes from './trial-people.module.css'

export type TrialPeopleProps = {
  /** The person who is being signed in. */
  busy: string | undefined
  problem: unknown
  onChoose: (person: string) => void
}

/** Sample colleagues; one press signs in. First those who lead a part of the story, then everybody by team, to be searched. */
export function TrialPeople({ busy, problem, onChoose }: TrialPeopleProps) {
  const t = useArea(loginTexts)
  const format = useFormat()
  const people = useTrialPeople()
  const [search, setSearch] = useState('')

  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />
  if (people.isPending) {
    return (
      <div className={classes.people} aria-hidden>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height={84} radius={10} />
        ))}
      </div>
    )
  }
  const card = (person: TrialPerson) => (
    <li key={person.id}>
      <UnstyledButton
        className={classes.person}
        data-small={!person.can || undefined}
        disabled={busy !== undefined}
        onClick={() => onChoose(person.id)}
      >
        <Avatar color={hueOf(person.id)} name={person.name} radius={999} size={person.can ? 40 : 28} aria-hidden>
          {busy === person.id ? <Loader size={person.can ? 18 : 14} /> : person.name.slice(0, 1)}
        </Avatar>
        <span>
          <Text component="span" display="block" fw={person.can ? 600 : 400}>
            {person.name}
          </Text>
          {person.can && (
            <>
              <Text component="span" display="block" size="sm">
                {[format.text(person.title), person.team].filter(Boolean).join(' · ')}
              </Text>
              <Text component="span" display="block" size="sm" c="dimmed">
                {format.text(person.can)}
              </Text>
            </>
          )}
        </span>
      </UnstyledButton>
    </li>
  )
  const found = peopleMatching(people.data, search)
  const colleagues = byTeam(found.filter(({ can }) => !can))
  const hasColleagues = people.data.some(({ can }) => !can)
  return (
    <Stack gap="lg">
      {problem !== null && problem !== undefined && <ErrorState error={problem} />}
      <ul className={classes.people} aria-label={t('trialPeople')}>
        {found.filter(({ can }) => can).map(card)}
      </ul>
      {hasColleagues && (
        <>
          <div className={classes.search}>
            <Title order={2} size="h3">
              {t('colleagues')}
            </Title>
            <TextInput
              type="search"
              aria-label={t('findColleague')}
              placeholder={t('findColleague')}
              leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </div>
          {found.length === 0 && (
            <Text c="dimmed" role="status">
              {t('nobodyFound', { search: search.trim() })}
            </Text>
          )}
          {colleagues.map(([team, members]) => (
            <section key={team} aria-label={team}>
              <Title order={3} size="h4" mb={8} c="dimmed" fw={400}>
                {team}
              </Title>
              <ul className={classes.colleagues} aria-label={team}>
                {members.map(card)}
              </ul>
            </section>
          ))}
        </>
      )}
    </Stack>
  )
}
