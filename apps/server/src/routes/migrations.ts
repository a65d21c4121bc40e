import type { PersonPrincipal } from '@tangram/access'
import { AppError, type Diagnostic, failures, type Id } from '@tangram/data-model'
import { type CompiledProcess, flowErrors, planMigration } from '@tangram/flow-engine'
import type { FlowInstance } from '@tangram/storage'
import { fail } from '../errors.ts'
import { noteDone } from '../http/note-done.ts'
import { problemFrom } from '../http/problem.ts'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, map, object, type Schema, string, uuid } from '../http/schema.ts'
import { problemSchema } from '../http/shapes.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'

const tag = 'processes'
const ofProcess = object({ app: id(), process: id() })
const version = integer({ minimum: 1, maximum: 1_000_000 })
const choice = (): Schema<{ [from: string]: string }> =>
  ({ type: 'object', additionalProperties: { type: 'string', maxLength: 80 }, maxProperties: 1_000 }) as Schema<{ [from: string]: string }>

const refuse = failures(flowErrors)

/** Instances looked at in one go; the rest are those of the next go. */
const mostInstances = 1_000

export const readMigration = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/processes/:process/migration',
  policy: 'designer',
  summary: 'How the running instances of earlier versions would go on under another one (the published one when none is named)',
  tag,
  params: ofProcess,
  query: object({}, { to: version }),
  response: {
    200: object({
      to: integer(),
      instances: array(
        object({ id: uuid(), version: integer(), record: uuid(), startedAt: string(), nodes: array(id()), problems: anything() }),
      ),
      plan: object({ nodes: map<string | null>(), flows: map<string | null>(), problems: anything() }),
      moves: integer(),
      stays: integer(),
    }),
  },
  handle: async ({ params, query, who, services }) => {
    const target = await targetOf(services, params, query.to)
    const nodes: { [from: Id]: Id | null } = {}
    const flows: { [from: Id]: Id | null } = {}
    const problems = new Map<string, Diagnostic>()
    const instances = []
    for (const instance of await othersRunning(services, who.principal, params, target.to)) {
      const plan = planMigration(await processOf(services, instance, instance.appVersion), target.process, instance.state)
      Object.assign(nodes, plan.nodes)
      Object.assign(flows, plan.flows)
      for (const problem of plan.problems) problems.set(`${problem.code} ${problem.path}`, problem)
      const active = [...new Set(Object.values(instance.state.elements).map(({ node }) => node))]
      const { id: of, appVersion, record, startedAt } = instance
      instances.push({ id: of, version: appVersion, record, startedAt, nodes: active, problems: plan.problems })
    }
    const stays = instances.filter((instance) => instance.problems.length > 0).length
    return { to: target.to, instances, plan: { nodes, flows, problems: [...problems.values()] }, moves: instances.length - stays, stays }
  },
})

export const migrateInstances = defineRoute({
  method: 'POST',
  url: '/api/v1/apps/:app/processes/:process/migration',
  policy: 'designer',
  summary: 'Moves running instances to another version: all of earlier ones, or those named; a dry run only says which would move',
  tag,
  params: ofProcess,
  body: object(
    { requestId: string({ minLength: 1, maxLength: 200 }), to: version, dryRun: bool() },
    { nodes: choice(), flows: choice(), instances: array(uuid(), { minItems: 1, maxItems: mostInstances, uniqueItems: true }) },
  ),
  response: { 200: object({ moved: integer(), refused: array(object({ instance: uuid(), problem: problemSchema as never })) }) },
  handle: async ({ params, body, who, locale, request, services }) => {
    const { to, dryRun } = body
    const target = await targetOf(services, params, to)
    const actor = who.principal.id
    const wanted = body.instances && new Set(body.instances)
    const others = await othersRunning(services, who.principal, params, to)
    const refused = []
    let moved = 0
    for (const instance of wanted ? others.filter((other) => wanted.has(other.id)) : others) {
      const from = await processOf(services, instance, instance.appVersion)
      const plan = planMigration(from, target.process, instance.state, { nodes: body.nodes ?? {}, flows: body.flows ?? {} })
      const command = {
        type: 'migrate',
        requestId: `migrate:${instance.id}:${to}:${actor}:${body.requestId}`,
        actor,
        to,
        nodes: decided(plan.nodes),
        flows: decided(plan.flows),
      } as const
      try {
        const [problem] = plan.problems
        if (problem) throw refuse('flow.migration.unfit', { problem: problem.message })
        await services.flows.migrate({ instance: instance.id, command, principal: who.principal }, { dryRun })
        moved++
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error
        refused.push({ instance: instance.id, problem: problemFrom(error, locale, { id: request.id }) })
      }
    }
    if (!dryRun) await noteDone({ services, who, request }, 'process.migrate', `${params.app} ${params.process} ${to} ${moved}`)
    return { moved, refused }
  },
})

/** @throws server.migration.version 422 when that version has no such process */
async function targetOf(services: Services, { app, process: of }: { app: Id; process: Id }, wanted: number | undefined) {
  const system = asSystem('migration')
  const published = await services.storage.apps.get(system, app)
  const to = wanted ?? published.version
  const target = to === published.version ? published : await services.storage.apps.version(system, app, to)
  const process = services.flows.processOf(target, of)
  if (!process) throw fail('server.migration.version', { version: to, process: of })
  return { to, process }
}

/** Running instances that are not of the version already, oldest first. */
async function othersRunning(
  services: Services,
  principal: PersonPrincipal,
  { app, process }: { app: Id; process: Id },
  to: number,
): Promise<FlowInstance[]> {
  const found: FlowInstance[] = []
  let after: string | null = null
  do {
    const page: { items: FlowInstance[]; next: string | null } = await services.storage.flows.running(principal, app, process, {
      limit: 200,
      ...(after === null ? {} : { after }),
    })
    found.push(...page.items.filter((instance) => instance.appVersion !== to))
    after = page.next
  } while (after !== null && found.length < mostInstances)
  return found.slice(0, mostInstances)
}

async function processOf(services: Services, { app, process }: FlowInstance, at: number): Promise<CompiledProcess> {
  const found = services.flows.processOf(await services.storage.apps.version(asSystem('migration'), app, at), process)
  if (!found) throw fail('server.migration.version', { version: at, process })
  return found
}

/** Those for which there is something to become. */
function decided(choices: { [from: Id]: Id | null }): { [from: Id]: Id } {
  return Object.fromEntries(Object.entries(choices).flatMap(([from, to]) => (to === null ? [] : [[from, to] as const])))
}
