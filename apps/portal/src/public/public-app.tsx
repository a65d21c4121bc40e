import { ErrorBoundary } from '@tangram/ui'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { PublicFrame, PublicSkeleton } from './public-frame.tsx'

const FormPage = lazy(() => import('./form-page.tsx'))
const ProgressPage = lazy(() => import('./progress-page.tsx'))
const LinkPage = lazy(() => import('./link-page.tsx'))

/** What customers see, who have no account: a form, its progress, a question sent to them. */
export function PublicApp() {
  return (
    <PublicFrame>
      <ErrorBoundary>
        <Suspense fallback={<PublicSkeleton />}>
          <Switch>
            <Route path="/f/:token">{({ token }) => <FormPage key={token} token={token} />}</Route>
            <Route path="/l/:token">{({ token }) => <LinkPage key={token} token={token} />}</Route>
            <Route path="/progress">
              <ProgressPage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </PublicFrame>
  )
}
