import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { drawQr } from './draw-qr.ts'
import { QrImage } from './qr-image.tsx'

/** An address to scan. `title` says what it leads to. */
export function QrCode({ text, title, size = 192 }: { text: string; title: string; size?: number }) {
  const { data } = useQuery({ queryKey: ['qr-code', text], queryFn: () => drawQr(text), staleTime: Number.POSITIVE_INFINITY })
  return data ? <QrImage {...data} title={title} size={size} /> : <Skeleton width={size} height={size} />
}
