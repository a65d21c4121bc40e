import { hues } from '../tokens.ts'
import { type FigureName, figures, type Piece } from './figures.ts'

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
  const pieces = figures[name].map((piece, index) => <PieceShape key={piece.hue} piece={piece} isLaid={index < laid} />)
  const box = { width: size, height: size, viewBox: '-2 -2 104 104' }
  if (title === undefined) {
    return (
      <svg {...box} aria-hidden="true">
        {pieces}
      </svg>
    )
  }
  return (
    <svg {...box} role="img" aria-label={title}>
      {pieces}
    </svg>
  )
}

function PieceShape({ piece, isLaid }: { piece: Piece; isLaid: boolean }) {
  return isLaid ? (
    <polygon points={piece.points} fill={hues[piece.hue]} stroke="var(--tg-surface)" strokeWidth={1.5} strokeLinejoin="round" />
  ) : (
    <polygon
      points={piece.points}
      fill="none"
      stroke="var(--mantine-color-gray-5)"
      strokeWidth={1.5}
      strokeDasharray="3 3"
      strokeLinejoin="round"
    />
  )
}
