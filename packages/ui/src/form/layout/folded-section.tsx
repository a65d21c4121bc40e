import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { ContainerElement } from '@tangram/form-engine'
import { useContext, useEffect, useId, useMemo, useState } from 'react'
import { useFormat } from '../../format/use-format.ts'
import type { RareElementProps } from '../elements.tsx'
import { RevealContext } from '../reveal.ts'
import { ErrorBadge } from './error-badge.tsx'
import { fieldsIn } from './fields-in.ts'
import classes from './layout.module.css'
import { useErrorCount } from './use-error-count.ts'

/** A section that begins folded, and opens by itself for what is wrong in it. */
export function FoldedSection({ element, model, draw }: RareElementProps<ContainerElement>) {
  const format = useFormat()
  const id = useId()
  const reveal = useContext(RevealContext)
  const fields = useMemo(() => fieldsIn(model.plan, element.id), [model, element])
  const count = useErrorCount(model, fields)
  const [isOpen, setOpen] = useState(reveal?.wanted !== undefined && fields.includes(reveal.wanted))
  // What is in it is drawn when it is first opened, and stays.
  const [wasOpen, setWasOpen] = useState(isOpen)
  if (isOpen && !wasOpen) setWasOpen(true)

  const [countBefore, setCountBefore] = useState(count)
  if (count !== countBefore) {
    setCountBefore(count)
    if (count > 0) setOpen(true)
  }
  useEffect(() => reveal?.subscribe((field) => fields.includes(field) && setOpen(true)), [reveal, fields])

  return (
    <section aria-labelledby={`${id}-name`}>
      <h2 className={classes.foldTitle}>
        <button
          type="button"
          id={`${id}-name`}
          aria-expanded={isOpen}
          aria-controls={wasOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={18} stroke={1.5} aria-hidden /> : <IconChevronRight size={18} stroke={1.5} aria-hidden />}
          {format.text(element.label)}
          {!isOpen && <ErrorBadge count={count} />}
        </button>
      </h2>
      <div id={id} hidden={!isOpen}>
        {element.description && <p className={classes.lead}>{format.text(element.description)}</p>}
        {wasOpen && draw(element.order)}
      </div>
    </section>
  )
}
