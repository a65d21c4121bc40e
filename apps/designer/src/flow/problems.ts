import { type AppDocument, resolveApp } from '@tangram/app-model'
import type { Diagnostic, Id } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import { checkProcess, type ProcessDocument } from '@tangram/flow-engine'
import { platform } from '../platform.ts'

/** Something wrong, and the step or flow it is at; none for the process as a whole. */
export type Problem = { part: Id | undefined; diagnostic: Diagnostic }

/** Everything that keeps the process from being published, worst first. */
export function problemsOf(document: AppDocument, process: ProcessDocument): Problem[] {
  const app = resolveApp(document, platform)
  const entity = app.entity(process.entity)
  const scope = entity && entityScope(entity, (id) => app.entity(id))
  const found = checkProcess(process, { ...platform, calendars: document.calendars }, scope)
  return found
    .map((diagnostic) => ({ part: partOf(process, diagnostic.path), diagnostic }))
    .sort((a, b) => rank(a.diagnostic) - rank(b.diagnostic))
}

function partOf(process: ProcessDocument, path: string): Id | undefined {
  const [, collection, , id = ''] = path.split('/')
  if (collection === 'nodes' && Object.hasOwn(process.nodes.items, id)) return id
  return collection === 'flows' && Object.hasOwn(process.flows.items, id) ? id : undefined
}

const rank = ({ severity }: Diagnostic) => (severity === 'error' ? 0 : 1)
