import { fieldTypes } from '@tangram/form-engine'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { ApiProblem } from './client/api-problem.ts'
import { createClient } from './client/create-client.ts'
import { keys } from './client/keys.ts'
import { mayPass } from './client/may-pass.ts'
import type { Session } from './client/types.ts'
import { ErrorBoundary } from './feedback/error-boundary.tsx'
import { type FormParts, FormPartsContext } from './form/form-parts.ts'
import { preferredLocale } from './i18n/locale.ts'
import { PageProvider, type PageProviderProps } from './page-provider.tsx'

const NotificationArea = lazy(() => import('./feedback/notification-area.tsx'))

export type TangramProviderProps = Omit<PageProviderProps, 'session'> & {
  /** False leaves the area for notifications out; for tests. */
  notifications?: boolean
  /** What forms are made of; all that ships with Tangram when absent. */
  parts?: FormParts | undefined
}

const ownParts: FormParts = { fieldTypes }

/** What the pages of people who sign in stand on: `PageProvider` with data kept fresh and room for notifications. */
export function TangramProvider({ children, client, notifications = true, parts = ownParts, ...page }: TangramProviderProps) {
  const ownClient = useMemo(() => client ?? createClient({ locale: page.locale ?? preferredLocale() }), [client, page.locale])
  const [cache] = useState(createCache)
  // Passed on once a page has read it, never asked for here.
  const { data: session } = useQuery(
    { queryKey: keys.session, queryFn: ({ signal }) => ownClient.get<Session>('/session', { signal }), enabled: false },
    cache,
  )
  return (
    <QueryClientProvider client={cache}>
      <PageProvider {...page} client={ownClient} session={session}>
        <Suspense fallback={null}>
          <FormPartsContext value={parts}>{children}</FormPartsContext>
        </Suspense>
        {notifications && (
          <Suspense fallback={null}>
            <ErrorBoundary>
              <NotificationArea />
            </ErrorBoundary>
          </Suspense>
        )}
      </PageProvider>
    </QueryClientProvider>
  )
}

function createCache(): QueryClient {
  // What is refused because of a duty is answered once the session, which tells of it, was read again.
  const onError = (error: Error) => {
    if (error instanceof ApiProblem && duties.has(error.code)) void cache.invalidateQueries({ queryKey: keys.session })
  }
  const cache = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 10_000, refetchOnWindowFocus: true, retry: (tries, error) => tries < 2 && mayPass(error) },
      mutations: { retry: false },
    },
  })
  return cache
}

const duties: ReadonlySet<string> = new Set(['server.session.password-change-needed', 'server.session.second-factor-needed'])
