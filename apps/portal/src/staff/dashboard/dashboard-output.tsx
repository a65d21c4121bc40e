import type { Id, JsonObject } from '@tangram/data-model'
import { lazy, Suspense, useState } from 'react'
import { SaveMenu } from './save-menu.tsx'

const DeliveriesDialog = lazy(() => import('./deliveries-dialog.tsx'))

/** What is on screen as a file, now or regularly. `asked`: the filters and the click. */
export function DashboardOutput({ app, dashboard, name, asked }: { app: Id; dashboard: Id; name: string; asked: JsonObject }) {
  const [isSending, setIsSending] = useState(false)
  return (
    <>
      <SaveMenu path={`/apps/${app}/dashboards/${dashboard}`} of="dashboard" name={name} asked={asked} onSend={() => setIsSending(true)} />
      {isSending && (
        <Suspense>
          <DeliveriesDialog
            app={app}
            dashboard={dashboard}
            name={name}
            values={(asked.values ?? {}) as JsonObject}
            onClose={() => setIsSending(false)}
          />
        </Suspense>
      )}
    </>
  )
}
