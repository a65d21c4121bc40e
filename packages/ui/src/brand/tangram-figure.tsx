import { hues } from '../tokens.ts'
import { type FigureName, figures } from './figures.ts'

export type TangramFigureProps = {
  name: FigureName
  /** Side of its square in pixels. */
  size?: number
  /** How many pieces lie already; the rest is only outlined, as in empty states. Seven when absent. */
  laid?: number
  /** What it says to those who cannot see it; decoration when absent. */
  title?: string
}

/** A figure laid from the seven pieces. */
export function TangramFigure({ name, size = 40, laid = 7, title }: TangramFigureProps) {
  return (
    <svg width={size} height={size} viewBox="-2 -2 104 104" {...(title ? { role: 'img', 'aria-label': title } : { 'aria-hidden': true })}>
      {figures[name].map((piece, index) =>
        index < laid ? (
          <polygon
            key={piece.hue}
            points={piece.points}
            fill={hues[piece.hue]}
            stroke="var(--tg-surface)"
            strokeWidth={1.5}
            strokeLinejoin="round"
          />
        ) : (
          <polygon
            key={piece.hue}
            points={piece.points}
            fill="none"
            stroke="var(--mantine-color-gray-5)"
            strokeWidth={1.5}
            strokeDasharray="3 3"
            strokeLinejoin="round"
          />
        ),
      )}
    </svg>
  )
}
