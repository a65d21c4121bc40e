import { PageHeader } from '@tangram/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './page.module.css'
import { usePageTitle } from './page-title.ts'

export type PageProps = {
  title: string
  /** Beside the title: counts, dates. */
  meta?: ReactNode
  /** At the top right. */
  actions?: ReactNode
  /** The one primary action; on phones it lies at the bottom, within thumb's reach. */
  primary?: ReactNode
  children: ReactNode
  /** 'fill': the content takes the height left and scrolls inside (lists). 'read': a column of readable width. */
  layout?: 'flow' | 'fill' | 'read'
}

let hasShownPage = false

/** One page: names the tab, shows its heading and moves focus there after a navigation, so that a screen reader says where one is. */
export function Page({ title, meta, actions, primary, children, layout = 'flow' }: PageProps) {
  const page = useRef<HTMLDivElement>(null)
  usePageTitle(title)
  useEffect(() => {
    const heading = page.current?.querySelector('h1')
    heading?.setAttribute('tabindex', '-1')
    if (hasShownPage && !document.querySelector('[role=dialog]')) heading?.focus({ preventScroll: true })
    hasShownPage = true
  }, [])
  return (
    <div ref={page} className={classes.page} data-layout={layout} data-primary={primary ? true : undefined}>
      <PageHeader title={title} meta={meta} actions={actions} primary={primary} />
      <div className={classes.body}>{children}</div>
    </div>
  )
}
