import { MantineProvider } from '@mantine/core'
import type { Locale } from '@tangram/data-model'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { ApiProblem } from './client/api-problem.ts'
import { ClientContext } from './client/client-context.ts'
import { type Client, createClient } from './client/create-client.ts'
import { useKnownSession } from './client/known-session.ts'
import { loadLanguage } from './i18n/load-messages.ts'
import { LocaleContext, preferredLocale, rememberLocale } from './i18n/locale.ts'
import { cssVariables, theme } from './theme/theme.ts'

const NotificationArea = lazy(() => import('./feedback/notification-area.tsx'))

export type TangramProviderProps = {
  children: ReactNode
  /** The page's own client; one for the same origin when absent. */
  client?: Client
  /** Overrides what the person, the device and the browser say; for tests and previews. */
  locale?: Locale
  colorScheme?: 'light' | 'dark'
  /** False leaves the area for notifications out (public pages). */
  notifications?: boolean
}

/** Everything a page of Tangram stands on: look, texts, language, data. Import '@tangram/ui/styles.css' beside it. */
export function TangramProvider({ children, client, locale, colorScheme, notifications = true }: TangramProviderProps) {
  const ownClient = useMemo(() => client ?? createClient({ locale: locale ?? preferredLocale() }), [client, locale])
  const [cache] = useState(createCache)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(colorScheme ? { forceColorScheme: colorScheme } : {})}
    >
      <ClientContext value={ownClient}>
        <QueryClientProvider client={cache}>
          <LocaleProvider client={ownClient} locale={locale}>
            <Suspense fallback={null}>{children}</Suspense>
            {notifications && (
              <Suspense fallback={null}>
                <NotificationArea />
              </Suspense>
            )}
          </LocaleProvider>
        </QueryClientProvider>
      </ClientContext>
    </MantineProvider>
  )
}

function LocaleProvider({ client, locale: forced, children }: { client: Client; locale: Locale | undefined; children: ReactNode }) {
  const [chosen, setChosen] = useState<Locale>(() => forced ?? preferredLocale())
  const locale = forced ?? chosen
  const session = useKnownSession()
  const zone = session?.person?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

  const setLocale = useCallback(
    (next: Locale) => {
      rememberLocale(next)
      client.setLocale(next)
      void loadLanguage(next).then(() => setChosen(next))
    },
    [client],
  )

  const personLocale = session?.person?.locale
  useEffect(() => {
    if (personLocale && !forced) setLocale(personLocale)
  }, [personLocale, forced, setLocale])

  useEffect(() => {
    client.setLocale(locale)
    document.documentElement.lang = locale
  }, [client, locale])

  const state = useMemo(() => ({ locale, zone, setLocale }), [locale, zone, setLocale])
  return <LocaleContext value={state}>{children}</LocaleContext>
}

/** A refusal stays a refusal, so only a server out of reach or overloaded is asked again. */
function createCache(): QueryClient {
  const mayPass = (error: unknown) => !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, refetchOnWindowFocus: true, retry: (tries, error) => tries < 2 && mayPass(error) },
      mutations: { retry: false },
    },
  })
}
