import { ErrorBoundary } from '@tangram/ui'
import { lazy, type ReactNode, Suspense } from 'react'
import { PublicFrame, PublicSkeleton } from './public-frame.tsx'

const FormPage = lazy(() => import('./form-page.tsx'))
const ProgressPage = lazy(() => import('./progress-page.tsx'))
const LinkPage = lazy(() => import('./link-page.tsx'))

/** What customers see, who have no account: a form, its progress, a question sent to them. */
export function PublicApp() {
  return (
    <PublicFrame>
      <ErrorBoundary>
        <Suspense fallback={<PublicSkeleton />}>{pageAt(window.location.pathname)}</Suspense>
      </ErrorBoundary>
    </PublicFrame>
  )
}

/** Each of these pages is loaded by its address and left by another: nothing here routes. */
function pageAt(path: string): ReactNode {
  const [, kind, token = ''] = path.split('/')
  if (kind === 'f') return <FormPage token={token} />
  return kind === 'l' ? <LinkPage token={token} /> : <ProgressPage />
}
