import { inOrder, itemOf } from '@tangram/data-model'
import { countedAt } from '@tangram/flow-engine'
import { defineRoute } from '../http/route.ts'
import { array, bool, id, integer, localizedText, nullable, object, oneOf, recordId, string } from '../http/schema.ts'

export const recordSlas = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/entities/:entity/records/:id/slas',
  policy: 'session',
  summary: 'The clocks of service agreements on a record: when each stage is due and how much working time it has used',
  tag: 'records',
  params: object({ app: id(), entity: id(), id: recordId() }),
  response: {
    200: array(
      object({
        sla: id(),
        label: localizedText(),
        stage: id(),
        stageLabel: localizedText(),
        status: oneOf('running', 'paused', 'met', 'breached', 'cancelled'),
        isPaused: bool(),
        startedAt: string(),
        dueAt: nullable(string()),
        targetMs: integer(),
        elapsedMs: integer(),
        pausedMs: integer(),
        breachedAt: nullable(string()),
        endedAt: nullable(string()),
      }),
    ),
  },
  handle: async ({ params, who, services: { storage, now } }) => {
    const clocks = await storage.slas.ofRecord(who.principal, params.app, params.entity, params.id)
    const { document } = await storage.apps.get(who.principal, params.app)
    const at = now()
    // What is promised no longer is of no interest to people; reports keep it.
    return inOrder(document.slas).flatMap((sla) =>
      inOrder(sla.stages).flatMap((stage) => {
        const clock = clocks.find((each) => each.sla === sla.id && each.stage === stage.id)
        if (!clock) return []
        const calendar = sla.calendar === undefined ? undefined : itemOf(document.calendars, sla.calendar)
        const { status, isPaused, startedAt, dueAt, targetMs, breachedAt, endedAt } = clock
        const shown = { status, isPaused, startedAt, dueAt, targetMs, breachedAt, endedAt, ...countedAt({ calendar }, clock, at) }
        return [{ sla: sla.id, label: sla.label, stage: stage.id, stageLabel: stage.label, ...shown }]
      }),
    )
  },
})
