import { Skeleton, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'

/** Shows its children only when the wait has lasted 150 ms, so that quick answers do not flicker. */
export function Delayed({ children, afterMs = 150 }: { children: ReactNode; afterMs?: number }) {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return isDue ? children : null
}

/** Lines in place of text or rows that are on their way. */
export function SkeletonLines({ lines = 6, height = 16, gap = 20 }: { lines?: number; height?: number; gap?: number }) {
  return (
    <Delayed>
      <Stack gap={gap} p="lg" aria-hidden>
        {Array.from({ length: lines }, (_, index) => (
          <Skeleton key={index} height={height} width={`${92 - ((index * 17) % 40)}%`} />
        ))}
      </Stack>
    </Delayed>
  )
}
