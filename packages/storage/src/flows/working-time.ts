import { type Id, type Instant, inOrder, itemOf } from '@tangram/data-model'
import { workingTimeBetween } from '@tangram/flow-engine'
import type { LoadedApp } from '../apps/loaded-app.ts'

/** Milliseconds of work between two instants by the calendar of the process, or else the app's first; without one every hour counts. */
export function workingTime({ document }: Pick<LoadedApp, 'document'>, process: Id): (from: Instant, to: Instant) => number {
  const { calendars } = document
  const named = itemOf(document.processes, process)?.calendar
  const calendar = calendars && ((named === undefined ? undefined : itemOf(calendars, named)) ?? inOrder(calendars)[0])
  return calendar
    ? (from, to) => Math.round(workingTimeBetween(calendar, from, to))
    : (from, to) => Math.max(0, Date.parse(to) - Date.parse(from))
}
