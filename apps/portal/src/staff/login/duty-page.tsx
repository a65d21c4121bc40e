import { Button, Stack } from '@mantine/core'
import { type Session, useSession, useSignOut } from '@tangram/ui'
import { useLocation } from 'wouter'
import { usePageTitle } from '../../page/page-title.ts'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { ChangePasswordForm } from '../security/change-password-form.tsx'
import { SetUpFactor } from '../security/set-up-factor.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** What somebody sees to before anything else: a new password, an authenticator. */
export default function DutyPage({ duty, onDone }: { duty: NonNullable<Session['duty']>; onDone: () => void }) {
  const t = useArea(securityTexts)
  const session = useSession()
  const [, navigate] = useLocation()
  const signOut = useSignOut(() => navigate('/login'))
  const isPassword = duty === 'change-password'
  const title = t(isPassword ? 'dutyPassword' : 'dutyFactor')
  usePageTitle(title)

  async function done() {
    await session.refetch()
    onDone()
  }

  return (
    <SignInFrame title={title} hint={t(isPassword ? 'dutyPasswordHint' : 'dutyFactorHint')}>
      <Stack>
        {isPassword ? <ChangePasswordForm onDone={() => void done()} /> : <SetUpFactor onDone={() => void done()} />}
        <Button variant="subtle" color="gray" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </Stack>
    </SignInFrame>
  )
}
