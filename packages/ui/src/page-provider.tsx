import { MantineProvider } from '@mantine/core'
import type { Locale } from '@tangram/data-model'
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { ClientContext } from './client/client-context.ts'
import { type Client, createClient } from './client/create-client.ts'
import { KnownSessionContext } from './client/known-session.ts'
import type { Session } from './client/types.ts'
import { ErrorBoundary } from './feedback/error-boundary.tsx'
import { loadLanguage } from './i18n/load-messages.ts'
import { LocaleContext, preferredLocale, rememberLocale } from './i18n/locale.ts'
import { cssVariables, theme } from './theme/theme.ts'

export type PageProviderProps = {
  children: ReactNode
  /** The page's own client; one for the same origin when absent. */
  client?: Client | undefined
  /** Overrides what the person, the device and the browser say; for tests and previews. */
  locale?: Locale | undefined
  colorScheme?: 'light' | 'dark' | undefined
  /** Who is signed in, where somebody can be. */
  session?: Session | undefined
}

/** What every page of Tangram stands on, public ones on nothing else: look, texts, language, client. */
export function PageProvider({ children, client, locale, colorScheme, session }: PageProviderProps) {
  const ownClient = useMemo(() => client ?? createClient({ locale: locale ?? preferredLocale() }), [client, locale])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(colorScheme ? { forceColorScheme: colorScheme } : {})}
    >
      <ClientContext value={ownClient}>
        <KnownSessionContext value={session}>
          <LocaleProvider client={ownClient} locale={locale} person={session?.person ?? undefined}>
            <Suspense fallback={null}>
              <ErrorBoundary>{children}</ErrorBoundary>
            </Suspense>
          </LocaleProvider>
        </KnownSessionContext>
      </ClientContext>
    </MantineProvider>
  )
}

type LocaleProviderProps = {
  client: Client
  locale: Locale | undefined
  person: NonNullable<Session['person']> | undefined
  children: ReactNode
}

function LocaleProvider({ client, locale: forced, person, children }: LocaleProviderProps) {
  const [chosen, setChosen] = useState<Locale>(() => forced ?? preferredLocale())
  const locale = forced ?? chosen
  const zone = person?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

  const setLocale = useCallback(
    (next: Locale) => {
      rememberLocale(next)
      client.setLocale(next)
      void loadLanguage(next).then(() => setChosen(next))
    },
    [client],
  )

  const personLocale = person?.locale
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
