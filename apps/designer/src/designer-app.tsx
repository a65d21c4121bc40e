import { Button } from '@mantine/core'
import { EmptyState, ErrorState, SkeletonLines, useApps, useDraft as useDraftQuery, useSession, useTranslation } from '@tangram/ui'
import { lazy, Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { DraftProvider } from './draft/draft-context.tsx'
import { type PlaceParams, placePattern } from './shell/use-place.ts'
import { Workbench } from './shell/workbench.tsx'
import { NewAppPage } from './things/new-app-page.tsx'

// Only for those who bring a table file.
const NewAppFromExcel = lazy(() => import('./excel/excel-pages.tsx').then((pages) => ({ default: pages.NewAppFromExcel })))
const TablesFromExcel = lazy(() => import('./excel/excel-pages.tsx').then((pages) => ({ default: pages.TablesFromExcel })))

/** `/designer/{app}/{section}/{thing}/{part}`: the designer of one app, a section of it, the thing that is open, what of it is selected. */
export function DesignerApp() {
  return (
    <Router base="/designer">
      <Switch>
        <Route path="/new/excel">
          <Suspense fallback={<SkeletonLines lines={6} />}>
            <NewAppFromExcel />
          </Suspense>
        </Route>
        <Route path="/:app/excel">
          {({ app }) => (
            <Suspense fallback={<SkeletonLines lines={6} />}>
              <TablesFromExcel app={app} />
            </Suspense>
          )}
        </Route>
        <Route path="/new">
          <NewAppPage />
        </Route>
        <Route<PlaceParams> path={placePattern}>{({ app, section }) => <OneApp app={app} section={section} />}</Route>
        <Route>
          <FirstApp />
        </Route>
      </Switch>
    </Router>
  )
}

function OneApp({ app, section }: { app: string; section: string | undefined }) {
  const { t } = useTranslation('designer')
  const session = useSession()
  const draft = useDraftQuery(app)
  // A duty (a new password, an authenticator) is seen to where one signs in.
  if (session.data && (!session.data.person || session.data.duty)) {
    const here = encodeURIComponent(window.location.pathname)
    return (
      <EmptyState
        title={t('sign-in-first')}
        action={
          <Button component="a" href={`/login?to=${here}`}>
            {t('sign-in')}
          </Button>
        }
      />
    )
  }
  if (draft.error) {
    const isRefused = 'status' in draft.error && (draft.error.status === 403 || draft.error.status === 404)
    return isRefused ? (
      <EmptyState
        title={t('not-a-designer')}
        text={t('not-a-designer-text')}
        action={
          <Button component="a" href="/">
            {t('open-app')}
          </Button>
        }
      />
    ) : (
      <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
    )
  }
  if (!draft.data) return <SkeletonLines lines={10} />
  return (
    <DraftProvider key={app} app={app} draft={draft.data}>
      <Workbench app={app} section={section} />
    </DraftProvider>
  )
}

/** `/designer` alone opens the first app one may design. */
function FirstApp() {
  const { t } = useTranslation('designer')
  const apps = useApps()
  if (apps.error) return <ErrorState error={apps.error} onRetry={() => void apps.refetch()} />
  if (!apps.data) return <SkeletonLines lines={6} />
  const first = apps.data.find(({ canDesign }) => canDesign)
  if (!first) return <EmptyState title={t('not-a-designer')} text={t('not-a-designer-text')} />
  return <OneApp app={first.id} section={undefined} />
}
