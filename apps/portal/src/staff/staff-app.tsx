import { ErrorBoundary, ErrorState, useSession } from '@tangram/ui'
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { Frame } from './frame/frame.tsx'
import { LoginPage } from './login/login-page.tsx'
import { SetupPage } from './login/setup-page.tsx'
import { StaffRoutes } from './staff-routes.tsx'

/** The portal of people with an account: sign-in first, then everything inside the frame. */
export function StaffApp() {
  const session = useSession()
  const [path] = useLocation()
  const search = useSearch()
  if (session.isPending) return <PageSkeleton />
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />
  return (
    <ErrorBoundary>
      <Switch>
        <Route path="/setup">
          <SetupPage />
        </Route>
        <Route path="/login">
          <LoginPage session={session.data} />
        </Route>
        <Route>
          {session.data.person ? (
            <Frame session={session.data} person={session.data.person}>
              <ErrorBoundary resetOn={path}>
                <StaffRoutes />
              </ErrorBoundary>
            </Frame>
          ) : (
            <Redirect to={`/login?to=${encodeURIComponent(search ? `${path}?${search}` : path)}`} replace />
          )}
        </Route>
      </Switch>
    </ErrorBoundary>
  )
}
