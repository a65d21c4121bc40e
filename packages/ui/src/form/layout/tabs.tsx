import type { ContainerElement } from '@tangram/form-engine'
import { type KeyboardEvent, useId, useRef } from 'react'
import { useFormat } from '../../format/use-format.ts'
import type { RareElementProps } from '../elements.tsx'
import { ErrorBadge } from './error-badge.tsx'
import classes from './layout.module.css'
import { useErrorCount } from './use-error-count.ts'
import { type Page, usePages } from './use-pages.ts'

/** Pages of a form side by side; arrows walk through them. */
export function Tabs({ element, model, draw }: RareElementProps<ContainerElement>) {
  const format = useFormat()
  const prefix = useId()
  const list = useRef<HTMLDivElement>(null)
  const { shown, open, choose, visited } = usePages(model, element)
  if (!open) return null

  function onKeyDown(event: KeyboardEvent) {
    const at = shown.findIndex(({ id }) => id === open?.id)
    const targets: { [key: string]: number } = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: shown.length - 1 }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = shown[(target + shown.length) % shown.length] as Page
    choose(next.id)
    list.current?.querySelector<HTMLElement>(`[data-page="${next.id}"]`)?.focus()
  }

  return (
    <div>
      <div ref={list} role="tablist" aria-label={format.text(element.label)} className={classes.tabs} onKeyDown={onKeyDown}>
        {shown.map((page) => (
          <Tab key={page.id} page={page} model={model} prefix={prefix} isOpen={page === open} onOpen={() => choose(page.id)} />
        ))}
      </div>
      {shown
        .filter(({ id }) => visited.has(id) || id === open.id)
        .map((page) => (
          <div
            key={page.id}
            role="tabpanel"
            id={`${prefix}-${page.id}-panel`}
            aria-labelledby={`${prefix}-${page.id}`}
            hidden={page !== open}
            className={classes.panel}
          >
            {page.element.description && <p className={classes.lead}>{format.text(page.element.description)}</p>}
            {draw(page.element.order)}
          </div>
        ))}
    </div>
  )
}

type TabProps = Pick<RareElementProps, 'model' | 'prefix'> & { page: Page; isOpen: boolean; onOpen: () => void }

function Tab({ page, model, prefix, isOpen, onOpen }: TabProps) {
  const format = useFormat()
  const count = useErrorCount(model, page.fields)
  return (
    <button
      type="button"
      role="tab"
      id={`${prefix}-${page.id}`}
      data-page={page.id}
      aria-selected={isOpen}
      aria-controls={isOpen ? `${prefix}-${page.id}-panel` : undefined}
      tabIndex={isOpen ? 0 : -1}
      className={classes.tab}
      onClick={onOpen}
    >
      {format.text(page.element.label)}
      {/* What is being typed in sight is told at its field. */}
      {!isOpen && <ErrorBadge count={count} />}
    </button>
  )
}
