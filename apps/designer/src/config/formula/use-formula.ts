import {
  type Completion,
  type Completions,
  checkExpression,
  completionsAt,
  type FormulaDiagnostic,
  type Logic,
  parseFormula,
  printFormula,
  type Scope,
  type TypedExpression,
} from '@tangram/expression'
import { useLocale } from '@tangram/ui'
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useInitials } from './use-initials.ts'

type FormulaOptions = {
  scope: Scope
  value: Logic | undefined
  onChange: (logic: Logic | undefined) => void
  input: RefObject<HTMLTextAreaElement | null>
}

export type Formula = {
  text: string
  cursor: number
  /** What is wrong or odd, where, and what to write instead. */
  problems: readonly FormulaDiagnostic[]
  /** Undefined as long as the formula is empty or wrong. */
  result: { type: TypedExpression['type'] } | undefined
  /** What may stand at the cursor, while it is offered. */
  offered: Completions | undefined
  /** Which of it Enter takes. */
  active: number
  write(text: string, cursor: number): void
  moveTo(cursor: number): void
  offer(): void
  dismiss(): void
  choose(index: number): void
  take(completion: Completion): void
  /** Puts text at the cursor, or in place of a stretch; `cursor` counts from its beginning. */
  insert(text: string, cursor: number, place?: { start: number; end: number }): void
  /** Hands over what was written, if it is right; else it stays in the box. */
  commit(): void
}

/** A formula being written: its text, what is wrong with it, and what may come next. */
export function useFormula({ scope, value, onChange, input }: FormulaOptions): Formula {
  const { locale } = useLocale()
  const initialsOf = useInitials()
  const [draft, setDraft] = useState<string | null>(null)
  const [cursor, setCursor] = useState(0)
  const [isOffering, setOffering] = useState(false)
  const [active, setActive] = useState(0)
  const wanted = useRef<number | null>(null)

  const printed = useMemo(() => (value === undefined ? '' : printFormula(value, scope, locale)), [value, scope, locale])
  const text = draft ?? printed
  const parsed = useMemo(() => (text.trim() === '' ? undefined : parseFormula(text, scope, locale)), [text, scope, locale])
  const logic = parsed && 'logic' in parsed ? parsed.logic : undefined
  const result = useMemo(
    () => (parsed && 'logic' in parsed ? { type: checkExpression(parsed.logic, scope).type } : undefined),
    [parsed, scope],
  )
  const offered = useMemo(() => {
    if (!isOffering) return undefined
    const found = completionsAt(text, cursor, scope, locale, initialsOf ? { initialsOf } : {})
    const isDone = found.items.length === 1 && found.items[0]?.insert === text.slice(found.start, found.end)
    return found.items.length === 0 || isDone ? undefined : found
  }, [isOffering, text, cursor, scope, locale, initialsOf])

  // React puts the cursor at the end of a text that was changed by other means than typing.
  useLayoutEffect(() => {
    if (wanted.current === null) return
    input.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })

  const change = (next: string, at: number) => {
    setDraft(next)
    setCursor(at)
    setActive(0)
  }
  const put = (place: { start: number; end: number }, words: string, at: number) => {
    wanted.current = place.start + at
    change(text.slice(0, place.start) + words + text.slice(place.end), place.start + at)
    input.current?.focus()
  }

  return {
    text,
    cursor,
    problems: parsed === undefined ? [] : 'diagnostics' in parsed ? parsed.diagnostics : (parsed.warnings ?? []),
    result,
    offered,
    active: Math.min(active, (offered?.items.length ?? 1) - 1),
    write: (next, at) => {
      change(next, at)
      setOffering(isWorthOffering(next, at))
    },
    moveTo: (at) => {
      if (at === cursor) return
      setCursor(at)
      setOffering(false)
    },
    offer: () => {
      setActive(0)
      setOffering(true)
    },
    dismiss: () => setOffering(false),
    choose: setActive,
    take: (completion) => {
      if (!offered) return
      put(offered, completion.insert, completion.cursor)
      // A field of another record may be followed by one of that record's.
      setOffering(false)
    },
    insert: (words, at, place = { start: cursor, end: cursor }) => {
      put(place, words, at)
      setOffering(false)
    },
    commit: () => {
      setOffering(false)
      if (draft === null) return
      if (draft.trim() === '') onChange(undefined)
      else if (logic === undefined) return
      else if (JSON.stringify(logic) !== JSON.stringify(value)) onChange(logic)
      setDraft(null)
    },
  }
}

/** Letters, a dot, a quote and what options are compared by ask for a list; blanks and brackets alone do not. */
function isWorthOffering(text: string, cursor: number): boolean {
  return /[\p{L}\p{N}_.{$"“'‘=＝]\s?$/u.test(text.slice(0, cursor))
}
