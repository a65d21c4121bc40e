import { type FigureName, TangramFigure } from '@tangram/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { usePageTitle } from '../page/page-title.ts'
import classes from './public.module.css'

export type OutcomeCardProps = { title: string; text: string; figure: FigureName; laid?: number; children?: ReactNode }

/** How something ended: a figure, a sentence, what to do next. Takes the focus, so that it is read out. */
export function OutcomeCard({ title, text, figure, laid = 7, children }: OutcomeCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={`${classes.card} ${classes.center}`}>
      <TangramFigure name={figure} size={88} laid={laid} />
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h1>
      <p className={classes.lead}>{text}</p>
      {children}
    </section>
  )
}
