import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { NotFound } from '../page/not-found.tsx'
import { PageSkeleton } from '../page/page-skeleton.tsx'
import { HomePage } from './home/home-page.tsx'
import { recordIn } from './records/record-address.ts'

const TasksPage = lazy(() => import('./tasks/tasks-page.tsx'))
const InitiatedPage = lazy(() => import('./tasks/initiated-page.tsx'))
const CopiesPage = lazy(() => import('./tasks/copies-page.tsx'))
const InstancePage = lazy(() => import('./instances/instance-page.tsx'))
const InstancesPage = lazy(() => import('./instances/instances-page.tsx'))
const StandInsPage = lazy(() => import('./stand-ins/stand-ins-page.tsx'))
const DeliveriesPage = lazy(() => import('./deliveries/deliveries-page.tsx'))
const ProvidersPage = lazy(() => import('./providers/providers-page.tsx'))
const OwnAccountsPage = lazy(() => import('./providers/own-accounts-page.tsx'))
const RecordsPage = lazy(() => import('./records/records-page.tsx'))
const DashboardPage = lazy(() => import('./dashboard/dashboard-page.tsx'))
const JobsPage = lazy(() => import('./jobs/jobs-page.tsx'))
const SecurityPage = lazy(() => import('./security/security-page.tsx'))
const SecuritySettingsPage = lazy(() => import('./security/security-settings-page.tsx'))
const PeoplePage = lazy(() => import('./people/people-page.tsx'))
const BackupsPage = lazy(() => import('./backups/backups-page.tsx'))
const PersonalDataPage = lazy(() => import('./personal-data/personal-data-page.tsx'))
const AuditPage = lazy(() => import('./audit/audit-page.tsx'))
const MessagesPage = lazy(() => import('./messages/messages-page.tsx'))

/** Every address of the signed-in portal. */
export function StaffRoutes() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Switch>
        <Route path="/">
          <HomePage />
        </Route>
        <Route path="/tasks/:task?">{({ task }) => <TasksPage task={task} />}</Route>
        <Route path="/initiated">
          <InitiatedPage />
        </Route>
        <Route path="/copies">
          <CopiesPage />
        </Route>
        <Route path="/instances">
          <InstancesPage />
        </Route>
        <Route path="/instances/:id">{({ id }) => <InstancePage key={id} id={id} />}</Route>
        <Route path="/deliveries">
          <DeliveriesPage />
        </Route>
        <Route path="/stand-ins">
          <StandInsPage />
        </Route>
        <Route path="/security">
          <SecurityPage />
        </Route>
        <Route path="/security-settings">
          <SecuritySettingsPage />
        </Route>
        <Route path="/people">
          <PeoplePage />
        </Route>
        <Route path="/backups">
          <BackupsPage />
        </Route>
        <Route path="/personal-data">
          <PersonalDataPage />
        </Route>
        <Route path="/audit">
          <AuditPage />
        </Route>
        <Route path="/messages">
          <MessagesPage />
        </Route>
        <Route path="/sign-in-services">
          <ProvidersPage />
        </Route>
        <Route path="/linked-accounts">
          <OwnAccountsPage />
        </Route>
        <Route path="/jobs">
          <JobsPage />
        </Route>
        <Route path="/a/:app/d/:dashboard">
          {({ app, dashboard }) => <DashboardPage key={`${app}/${dashboard}`} app={app} dashboard={dashboard} />}
        </Route>
        <Route path="/a/:app/:view/:record?">
          {({ app, view, record }) => <RecordsPage key={`${app}/${view}`} app={app} view={view} record={recordIn(record)} />}
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Suspense>
  )
}
