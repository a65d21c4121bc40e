import type { Locale } from '@tangram/data-model'
import { type ReactNode, useMemo } from 'react'
import { LocaleContext, useLocale } from './locale.ts'

/** A part of the page in a language of its own, such as the preview of what others will read. Suspends until its texts are there. */
export function InLanguage({ locale, children }: { locale: Locale; children: ReactNode }) {
  const page = useLocale()
  const state = useMemo(() => ({ ...page, locale }), [page, locale])
  return <LocaleContext value={state}>{children}</LocaleContext>
}
