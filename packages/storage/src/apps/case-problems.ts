import { setImmediate } from 'node:timers/promises'
import type { Principal } from '@tangram/access'
import { type AppDocument, resolveApp } from '@tangram/app-model'
import { type Diagnostic, inOrder, invariant, pointer } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import { type CaseDocument, type CompiledProcess, compileProcess, type Facts, flowScope, playCase } from '@tangram/flow-engine'
import type { Context } from '../context.ts'
import { playFacts } from '../flows/play-facts.ts'

const mostFactRounds = 200

/** Plays every saved case of the document's processes and says which come out otherwise. The document has passed `checkApp`. */
export async function caseProblems(context: Context, principal: Principal, document: AppDocument): Promise<Diagnostic[]> {
  const { platform } = context.options
  const processes = inOrder(document.processes).filter(({ cases }) => cases && cases.order.length > 0)
  if (processes.length === 0) return []
  const resolved = resolveApp(document, platform)
  const found: Diagnostic[] = []
  for (const process of processes) {
    const entity = resolved.entity(process.entity)
    invariant(entity, 'a checked process has its table')
    const scope = flowScope(entityScope(entity, (id) => resolved.entity(id)))
    const compiled = compileProcess(process, { ...platform, calendars: document.calendars }, scope).process
    for (const saved of process.cases ? inOrder(process.cases) : []) {
      // Requests of others come in between: a play is long work without a pause.
      await setImmediate()
      const problems = await play(context, principal, document, compiled, saved)
      found.push(...problems.map((problem) => ({ ...problem, path: pointer('processes', 'items', process.id) + problem.path })))
    }
  }
  return found
}

async function play(
  context: Context,
  principal: Principal,
  document: AppDocument,
  process: CompiledProcess,
  saved: CaseDocument,
): Promise<Diagnostic[]> {
  const about = { app: document.id, entity: process.document.entity, process: process.document.id }
  let facts: Facts = {}
  for (let round = 0; round < mostFactRounds; round += 1) {
    const result = playCase(process, saved, { now: context.now(), zone: context.options.zone, facts })
    if (!('need' in result)) return result.differences
    facts = { ...facts, ...(await playFacts(context, principal, about, result.need)) }
  }
  invariant(false, `case ${saved.id} of process ${process.document.id} asked for facts ${mostFactRounds} times`)
}
