import { AppShell, hasDuty, Logo, type Session, ShortcutsProvider } from '@tangram/ui'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { SeeAsBanner } from '../rights/see-as-banner.tsx'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import classes from './frame.module.css'
import { Navigation } from './navigation.tsx'
import { NotificationBell } from './notification-bell.tsx'
import { QuickJump } from './quick-jump.tsx'
import { useArrivingTasks } from './use-arriving-tasks.tsx'

export type SignedIn = NonNullable<Session['person']>

/** What surrounds every page of somebody who is signed in; listens to the server for as long as it is on screen. */
export function Frame({ session, person, children }: { session: Session; person: SignedIn; children: ReactNode }) {
  // What is personal is not shown to an administrator who sees as somebody else.
  const isSeenAs = Boolean(session.seeAs)
  return (
    <ShortcutsProvider>
      <AppShell
        brand={
          <Link href="/" className={classes.brand}>
            <Logo />
          </Link>
        }
        navigation={(close) => <Navigation onNavigate={close} administers={(duty) => hasDuty(person, duty)} isSeenAs={isSeenAs} />}
        tools={
          !isSeenAs && (
            <>
              <QuickJump />
              <NotificationBell />
              <AccountMenu person={person} isTrial={session.trial} />
            </>
          )
        }
      >
        {session.seeAs && <SeeAsBanner seeAs={session.seeAs} name={person.name} />}
        <ConnectionBanner />
        {!isSeenAs && <ArrivingTasks />}
        {children}
      </AppShell>
    </ShortcutsProvider>
  )
}

function ArrivingTasks() {
  useArrivingTasks()
  return null
}
