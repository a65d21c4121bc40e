import { Button, Modal, Stack, Text } from '@mantine/core'
import { ErrorState, type Session, useTrialSignIn } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { SignInSteps } from './sign-in-steps.tsx'

export type SignInAgainProps = { session: Session; person: NonNullable<Session['person']> }

/** Above a page whose session has ended: who signs in again goes on where they were, with what they typed. */
export function SignInAgain({ session, person }: SignInAgainProps) {
  const t = useArea(loginTexts)
  const signInAs = useTrialSignIn({ goesOnAs: person.id })
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      overlayProps={{ blur: 6 }}
      title={t('againTitle')}
    >
      <Stack>
        <Text>{t('againHint', { name: person.name })}</Text>
        {session.trial ? (
          <>
            {signInAs.isError && <ErrorState error={signInAs.error} />}
            <Button size="md" data-autofocus loading={signInAs.isPending} onClick={() => signInAs.mutate(person.id)}>
              {t('goOnAs', { name: person.name })}
            </Button>
          </>
        ) : (
          <SignInSteps goesOnAs={person.id} />
        )}
        <Button variant="subtle" color="gray" component="a" href="/login">
          {t('someoneElse')}
        </Button>
      </Stack>
    </Modal>
  )
}
