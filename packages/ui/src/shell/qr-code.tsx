import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

/** An address to scan, drawn as SVG with the quiet border readers need. `title` says what it leads to. */
export function QrCode({ text, title, size = 192 }: { text: string; title: string; size?: number }) {
  const { data } = useQuery({ queryKey: ['qr-code', text], queryFn: () => drawn(text), staleTime: Number.POSITIVE_INFINITY })
  if (!data) return <Skeleton width={size} height={size} />
  return (
    <svg
      width={size}
      height={size}
      viewBox={`-4 -4 ${data.side + 8} ${data.side + 8}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={title}
    >
      <rect x={-4} y={-4} width={data.side + 8} height={data.side + 8} fill="#fff" />
      <path d={data.path} fill="#000" />
    </svg>
  )
}

/** The dark modules as one path of unit squares; `side` is how many modules wide the code is. */
async function drawn(text: string): Promise<{ side: number; path: string }> {
  const { create } = await import('qrcode')
  const { size: side, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let at = 0; at < side * side; at++) {
    if (data[at]) path += `M${at % side} ${Math.floor(at / side)}h1v1h-1z`
  }
  return { side, path }
}
