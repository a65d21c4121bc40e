import type { Id } from '@tangram/data-model'

/** What is on its way: a report from the palette, or a tile that is on the dashboard already. */
export type DraggedTile = { from: 'palette'; report: Id } | { from: 'canvas'; tile: Id }

export const tileDragType = 'dashboard-tile'
