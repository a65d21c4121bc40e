import { ErrorBoundary, ErrorState, type Session, ShortcutsProvider, useSession } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Frame } from './frame/frame.tsx'
import { LoginPage } from './login/login-page.tsx'
import { SetupPage } from './login/setup-page.tsx'
import { SignInAgain } from './login/sign-in-again.tsx'
import { StaffRoutes } from './staff-routes.tsx'

const DutyPage = lazy(() => import('./login/duty-page.tsx'))
const SetPasswordPage = lazy(() => import('./login/set-password-page.tsx'))
const ForgotPasswordPage = lazy(() => import('./login/forgot-password-page.tsx'))
const ProviderReturnPage = lazy(() => import('./login/provider-return-page.tsx'))
const CockpitPage = lazy(() => import('./dashboard/cockpit-page.tsx'))

/** The portal of people with an account: sign-in first, then everything inside the frame. */
export function StaffApp() {
  const session = useSession()
  if (session.isPending) return <PageSkeleton />
  if (session.isLoadingError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />
  return (
    <ErrorBoundary>
      <Switch>
        <Route path="/setup">
          <SetupPage />
        </Route>
        <Route path="/set-password">
          <Suspense fallback={<PageSkeleton />}>
            <SetPasswordPage />
          </Suspense>
        </Route>
        <Route path="/forgot-password">
          <Suspense fallback={<PageSkeleton />}>
            <ForgotPasswordPage />
          </Suspense>
        </Route>
        <Route path="/login">
          <LoginPage session={session.data} />
        </Route>
        <Route path="/sign-in/:provider">
          {({ provider }) => (
            <Suspense fallback={<PageSkeleton />}>
              <ProviderReturnPage provider={provider} isSignedIn={session.data.person !== null} />
            </Suspense>
          )}
        </Route>
        <Route>
          <Inside session={session.data} />
        </Route>
      </Switch>
    </ErrorBoundary>
  )
}

/** The pages themselves. They outlast the session of whoever opened them, so that what is being typed there is not lost with it. */
function Inside({ session }: { session: Session }) {
  const [path] = useLocation()
  const search = useSearch()
  const [last, remember] = useState(session.person)
  // Stays until its page says so: recovery codes are shown after the server asks for nothing any more.
  const [duty, setDuty] = useState(session.duty)
  if (session.duty && session.duty !== duty) setDuty(session.duty)
  const person = session.person ?? last
  if (session.person && session.person !== last) remember(session.person)
  if (!person) return <Redirect to={`/login?to=${encodeURIComponent(search ? `${path}?${search}` : path)}`} replace />
  if (session.person && duty) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <DutyPage key={duty} duty={duty} onDone={() => setDuty(null)} />
      </Suspense>
    )
  }
  return (
    <>
      <Switch>
        <Route path="/cockpit/:app/:dashboard">
          {({ app, dashboard }) => (
            <ShortcutsProvider>
              <Suspense fallback={<PageSkeleton />}>
                <CockpitPage key={app} app={app} dashboard={dashboard} />
              </Suspense>
            </ShortcutsProvider>
          )}
        </Route>
        <Route>
          <Frame key={person.id} session={session} person={person}>
            <ErrorBoundary resetOn={path}>
              <StaffRoutes />
            </ErrorBoundary>
          </Frame>
        </Route>
      </Switch>
      {!session.person && <SignInAgain session={session} person={person} />}
    </>
  )
}
