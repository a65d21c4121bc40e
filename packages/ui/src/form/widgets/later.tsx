import { type ComponentType, lazy, Suspense } from 'react'
import type { WidgetProps } from '../widget.ts'

/**
 * A widget that most forms do without: fetched with the first field that needs it.
 *
 * @param height in pixels, of the empty place until then, so that nothing moves
 */
export function later(load: () => Promise<ComponentType<WidgetProps>>, height: number): ComponentType<WidgetProps> {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function Later(props: WidgetProps) {
    return (
      <Suspense fallback={<div style={{ height }} />}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}
