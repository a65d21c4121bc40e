import type { ReportScope } from '../report-scope.ts'
import { pathFrom } from './path.ts'
import type { ReportSource } from './report-source.ts'

/** What the paths of a report mean to the reader a source is made for: to be checked with it before it is run. */
export function sourceScope(source: ReportSource): ReportScope {
  return {
    typeOf: (path) => source.attribute(path)?.type,
    follow: (path) => {
      const found = pathFrom(source, path)
      return found && { type: found.type, grain: path.slice(0, found.depth) }
    },
  }
}
