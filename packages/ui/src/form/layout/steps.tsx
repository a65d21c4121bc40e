import { Button } from '@mantine/core'
import { invariant } from '@tangram/data-model'
import type { ContainerElement } from '@tangram/form-engine'
import { type KeyboardEvent, useContext, useEffect, useId, useRef, useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import type { RareElementProps } from '../elements.tsx'
import { type Attempts, ErrorSummary } from '../error-summary.tsx'
import { AttemptsContext } from '../form-field.tsx'
import { obstaclesOf, UploadsContext } from '../form-uploads.ts'
import { ErrorBadge } from './error-badge.tsx'
import classes from './layout.module.css'
import { useErrorCount } from './use-error-count.ts'
import { useLayoutTexts } from './use-layout-texts.ts'
import { type Page, usePages } from './use-pages.ts'

type Tries = Attempts & { of?: string }

/** Pages of a form one after the other: on only with a page in order, back at any time. */
export function Steps({ element, model, prefix, draw }: RareElementProps<ContainerElement>) {
  const { t } = useLayoutTexts()
  const format = useFormat()
  const headings = useId()
  const { shown, open, choose, visited } = usePages(model, element)
  const uploads = useContext(UploadsContext)
  invariant(uploads, 'steps lie in a form')
  const outerTries = useContext(AttemptsContext)
  const [tries, setTries] = useState<Tries>({ count: 0, takesFocus: true })
  // Who walks by the buttons goes on reading at the new step's heading.
  const [walked, setWalked] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (walked === 0) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.parentElement?.parentElement?.scrollIntoView?.({ block: 'nearest' })
  }, [walked])
  if (!open) return null
  const at = shown.indexOf(open)
  const isLast = at === shown.length - 1

  function walkTo(target: Page | undefined) {
    if (!open || !target || !uploads) return
    if (shown.indexOf(target) > at) {
      model.touch(open.fields)
      const obstacles = obstaclesOf(model, uploads).filter(({ path }) => open.fields.includes(path.split('/')[1] ?? ''))
      if (obstacles.length > 0) return setTries({ of: open.id, count: tries.count + 1, takesFocus: true })
    }
    setTries({ count: tries.count, takesFocus: true })
    choose(target.id)
    setWalked(walked + 1)
  }

  /** In the last step Enter hands the form in, before that it goes on. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const isInput = event.target instanceof HTMLInputElement
    if (event.key !== 'Enter' || !isInput || isLast || event.defaultPrevented || event.nativeEvent.isComposing) return
    event.preventDefault()
    walkTo(shown[at + 1])
  }

  return (
    <div data-more-steps={isLast ? undefined : ''}>
      <div className={classes.progress}>
        <nav aria-label={format.text(element.label) || t('steps')}>
          <ol className={classes.steps}>
            {shown.map((page, index) => (
              <StepLink
                key={page.id}
                page={page}
                model={model}
                number={index + 1}
                isOpen={page === open}
                isWithinReach={index < at || visited.has(page.id)}
                onOpen={() => walkTo(page)}
              />
            ))}
          </ol>
        </nav>
        <p role="status" className={classes.aloud}>
          {t('step-of', { number: at + 1, total: shown.length, name: format.text(open.element.label) })}
        </p>
        <span aria-hidden className={classes.count}>
          {at + 1} / {shown.length}
        </span>
      </div>
      {tries.of === open.id && <ErrorSummary model={model} uploads={uploads} attempts={tries} prefix={prefix} fields={open.fields} />}
      <AttemptsContext value={outerTries + tries.count}>
        {shown
          .filter(({ id }) => visited.has(id) || id === open.id)
          .map((page) => (
            <section
              key={page.id}
              aria-labelledby={`${headings}-${page.id}`}
              hidden={page !== open}
              className={classes.panel}
              onKeyDown={onKeyDown}
            >
              <h2 id={`${headings}-${page.id}`} ref={page === open ? heading : undefined} tabIndex={-1} className={classes.stepTitle}>
                {format.text(page.element.label)}
              </h2>
              {page.element.description && <p className={classes.lead}>{format.text(page.element.description)}</p>}
              {draw(page.element.order)}
            </section>
          ))}
      </AttemptsContext>
      <div className={classes.walk} data-more={isLast ? undefined : ''}>
        {at > 0 && (
          <Button variant="default" size="md" onClick={() => walkTo(shown[at - 1])}>
            {t('back')}
          </Button>
        )}
        {!isLast && (
          <Button size="md" className={classes.next} onClick={() => walkTo(shown[at + 1])}>
            {t('next')}
          </Button>
        )}
      </div>
    </div>
  )
}

type StepLinkProps = Pick<RareElementProps, 'model'> & {
  page: Page
  number: number
  isOpen: boolean
  isWithinReach: boolean
  onOpen: () => void
}

function StepLink({ page, model, number, isOpen, isWithinReach, onOpen }: StepLinkProps) {
  const format = useFormat()
  const count = useErrorCount(model, page.fields)
  return (
    <li className={classes.stepItem} data-open={isOpen || undefined} data-done={isWithinReach || undefined}>
      <button
        type="button"
        className={classes.step}
        aria-current={isOpen ? 'step' : undefined}
        disabled={!isOpen && !isWithinReach}
        onClick={isOpen ? undefined : onOpen}
      >
        <span className={classes.number}>{number}</span>
        <span className={classes.stepName}>{format.text(page.element.label)}</span>
        {!isOpen && <ErrorBadge count={count} />}
      </button>
    </li>
  )
}
