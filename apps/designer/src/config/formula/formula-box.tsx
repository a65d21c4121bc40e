import { type FormulaDiagnostic, formulaPieces } from '@tangram/expression'
import type { ComponentProps, ReactNode } from 'react'
import classes from './formula.module.css'

type FormulaBoxProps = ComponentProps<'textarea'> & { value: string; problems: readonly FormulaDiagnostic[]; isWrong: boolean }

/**
 * A text box in colours. The text that shows lies below the box and grows with what is written; the box itself is one of the browser's
 * own, so that input methods, undo and screen readers work as everywhere.
 */
export function FormulaBox({ value, problems, isWrong, ...rest }: FormulaBoxProps) {
  return (
    <div className={classes.box} data-wrong={isWrong || undefined}>
      <div className={classes.shown} aria-hidden>
        {coloured(value, problems)}
        {/* A last line that is empty has a height too. */}
        {'\n'}
      </div>
      <textarea {...rest} className={classes.input} value={value} spellCheck={false} autoCapitalize="off" autoCorrect="off" rows={1} />
    </div>
  )
}

function coloured(text: string, problems: readonly FormulaDiagnostic[]): ReactNode[] {
  const pieces = formulaPieces(text)
  const places = problems.map((problem) => ({ ...shownPlace(problem, text), severity: problem.severity }))
  const edges = [...pieces, ...places].flatMap(({ start, end }) => [start, end])
  const cuts = [...new Set([0, ...edges, text.length])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? start
    const kind = pieces.find((piece) => piece.start <= start && end <= piece.end)?.kind
    const place = places.find((each) => each.start <= start && end <= each.end)
    return (
      <span key={start} className={kind && classes[kind]} data-problem={place?.severity}>
        {text.slice(start, end)}
      </span>
    )
  })
}

/** Something missing at the end shows at the last character. */
function shownPlace({ start, end }: FormulaDiagnostic, text: string): { start: number; end: number } {
  return start < end
    ? { start, end }
    : { start: Math.max(0, Math.min(start, text.length) - 1), end: Math.max(1, Math.min(end, text.length)) }
}
