import type { Id } from '@tangram/data-model'
import { figureOf, TangramFigure } from '@tangram/ui'

/** The figure that stands for an app: the one its author chose, else one that stays with its id. */
export function AppFigure({ app, icon, size }: { app: Id; icon: string | undefined; size: number }) {
  return <TangramFigure name={figureOf({ id: app, icon })} size={size} />
}
