import { textIn } from '@tangram/data-model'
import type { Completion } from '@tangram/expression'
import { Icon, useLocale } from '@tangram/ui'
import { useEffect, useRef } from 'react'
import classes from './formula.module.css'

type CompletionListProps = {
  id: string
  label: string
  items: readonly Completion[]
  active: number
  onPoint: (index: number) => void
  onTake: (completion: Completion) => void
}

const icons = { field: 'forms', function: 'math-function', option: 'circle-dot', word: 'abc' } as const

/** What may stand at the cursor. The box keeps the focus; this list only shows what is chosen there. */
export function CompletionList({ id, label, items, active, onPoint, onTake }: CompletionListProps) {
  const { locale } = useLocale()
  const shown = useRef<HTMLDivElement>(null)
  useEffect(() => {
    shown.current?.children[active]?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  return (
    <div ref={shown} id={id} role="listbox" aria-label={label} className={classes.list}>
      {items.map((item, index) => (
        <div
          key={`${item.kind} ${item.id}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes.line}
          onPointerMove={() => index !== active && onPoint(index)}
          onPointerDown={(event) => event.preventDefault()}
          onPointerUp={() => onTake(item)}
        >
          <Icon name={icons[item.kind]} size={16} />
          <span className={classes.name}>{item.label}</span>
          <span className={classes.detail}>{textIn(item.detail, locale)}</span>
        </div>
      ))}
    </div>
  )
}
