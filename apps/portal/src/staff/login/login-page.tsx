import { Anchor } from '@mantine/core'
import { type Session, useTrialSignIn } from '@tangram/ui'
import { useEffect } from 'react'
import { Link, Redirect, useSearch } from 'wouter'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { loginTexts } from '../../texts/login.ts'
import { destination, isInPortal } from './destination.ts'
import { ProviderButtons } from './provider-buttons.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import { SignInSteps } from './sign-in-steps.tsx'
import { TrialPeople } from './trial-people.tsx'

/** Sign-in: sample people in a trial, login and password otherwise. Goes on to `?to=` afterwards. */
export function LoginPage({ session }: { session: Session }) {
  const t = useArea(loginTexts)
  const target = destination(useSearch())
  const signInAs = useTrialSignIn()
  usePageTitle(t('title'))

  if (session.person && session.duty) return <Redirect to="/" replace />
  if (session.person && !signInAs.isPending) return isInPortal(target) ? <Redirect to={target} replace /> : <Leave to={target} />
  if (session.trial) {
    return (
      <SignInFrame title={t('trialTitle')} hint={t('trialHint')} wide>
        <TrialPeople
          busy={signInAs.isPending ? signInAs.variables : undefined}
          problem={signInAs.error}
          onChoose={(person) => signInAs.mutate(person)}
        />
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={t('title')} hint={session.organisation.name}>
      <SignInSteps />
      <ProviderButtons to={target} />
      <Anchor component={Link} href="/forgot-password" mt="md" style={{ display: 'inline-block' }}>
        {t('forgot')}
      </Anchor>
    </SignInFrame>
  )
}

/** To a page that is not the portal's own: the browser loads it. */
function Leave({ to }: { to: string }) {
  useEffect(() => window.location.replace(to), [to])
  return null
}
