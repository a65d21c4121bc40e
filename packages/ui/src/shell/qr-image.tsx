/** A drawn code as SVG, dark on white on every theme, with the quiet border readers need. */
export function QrImage({ side, path, title, size }: { side: number; path: string; title: string; size: number }) {
  return (
    <svg width={size} height={size} viewBox={`-4 -4 ${side + 8} ${side + 8}`} shapeRendering="crispEdges" role="img" aria-label={title}>
      <rect x={-4} y={-4} width={side + 8} height={side + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
