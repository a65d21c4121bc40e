import { type Id, type Instant, invariant, type Locale, type RecordValues } from '@tangram/data-model'
import {
  applySla,
  type CompiledSla,
  decideSla,
  type Facts,
  initialSlaState,
  type SlaEvent,
  type SlaInput,
  type SlaState,
  type SlaStepToRun,
} from '@tangram/flow-engine'
import type { Change, Fence, PublishedApp, SlaRecord, SlaStanding, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'
import type { CompiledApp } from './compiled-app.ts'

export type SlaRunner = {
  /**
   * Brings the clocks of a record up to what was written to it and what became due. Any number of these may run at once, late or again.
   *
   * @param looksAgain what its conditions read elsewhere may have changed
   */
  follow(about: SlaRecord, more: { fence?: Fence; looksAgain?: boolean }): Promise<void>
  /** Brings the clocks of records up that read the changed record through a reference. */
  followRelated(change: Pick<Change, 'app' | 'entity' | 'record'>, more: { fence?: Fence }): Promise<void>
  /** Goes on by another version of an app, for all clocks that run. */
  revise(app: Id, version: number, more: { fence?: Fence }): Promise<void>
  /** Whether anything is promised about the records of a table. */
  concerns(app: PublishedApp, entity: Id): boolean
}

const mostTries = 20
const mostFactRounds = 20
const pageSize = 200

export function createSlaRunner(services: {
  storage: Storage
  compiled: (app: PublishedApp) => CompiledApp
  zone: string
  locale: Locale
  now: () => Instant
}): SlaRunner {
  const { storage, compiled, zone } = services
  const system = asSystem('sla', zone)

  const slasAt = async ({ app, entity }: SlaRecord, version: number): Promise<ReadonlyMap<Id, CompiledSla>> => {
    const slas = compiled(await storage.apps.version(system, app, version)).slas
    return new Map(slas.filter(({ document }) => document.entity === entity).map((sla) => [sla.document.id, sla]))
  }

  const followOnce = async (about: SlaRecord, current: number, { fence, looksAgain }: { fence?: Fence; looksAgain?: boolean }) => {
    const standing = await storage.slas.load(system, about)
    const changes = standing.revision > 0 ? standing.changes : await promisedAbout(standing.changes, (version) => slasAt(about, version))
    const last = changes.at(-1) ?? standing.last
    if (!last) return true
    const clocks = await openClocks(
      services,
      about,
      standing,
      await slasAt(about, standing.appVersion || (changes[0]?.appVersion ?? current)),
    )
    let version = standing.appVersion || (changes[0]?.appVersion ?? current)
    const reviseTo = async (next: number, values: RecordValues) => {
      if (next <= version) return
      await clocks.revise(await storage.slas.heldSince(system, about.app, next), values, await slasAt(about, next))
      version = next
    }
    for (const change of changes) {
      await reviseTo(change.appVersion, change.before ?? change.after)
      const isThere = change.kind !== 'remove'
      const isNew = change.kind === 'create' || change.kind === 'restore'
      await clocks.tell({ type: 'change', at: change.at, before: isNew ? null : change.before, after: isThere ? change.after : null })
    }
    const after = last.kind === 'remove' ? null : last.after
    await reviseTo(current, after ?? {})
    const at = services.now()
    if (after) await clocks.tell(looksAgain ? { type: 'change', at, before: after, after } : { type: 'time', at, values: after })
    return storage.slas.save(system, about, {
      revision: standing.revision,
      version: last.version,
      appVersion: version,
      ...clocks.kept(),
      ...(fence ? { fence } : {}),
    })
  }

  const follow: SlaRunner['follow'] = async (about, more) => {
    const { version } = await storage.apps.get(system, about.app)
    for (let tries = 0; tries < mostTries; tries++) if (await followOnce(about, version, more)) return
    invariant(false, `the clocks of ${about.record} stayed contended over ${mostTries} tries`)
  }

  return {
    follow,
    concerns: (app, entity) => compiled(app).slas.some(({ document }) => document.entity === entity),
    followRelated: async ({ app: id, entity, record }, more) => {
      const app = await storage.apps.get(system, id)
      for (const { entity: about, path } of pathsTo(app, compiled(app), entity)) {
        let after: string | undefined
        do {
          const where = { '==': [{ var: path.join('.') }, record] }
          const page = await storage.records(system).list(id, about, { where, select: [], limit: pageSize, ...(after ? { after } : {}) })
          const open = await storage.slas.open(
            system,
            page.records.map((each) => each.id),
          )
          for (const each of open) await follow({ app: id, entity: about, record: each }, { ...more, looksAgain: true })
          after = page.next ?? undefined
        } while (after)
      }
    },
    revise: async (app, version, more) => {
      for (;;) {
        const behind = await storage.slas.behind(system, app, version, pageSize)
        if (behind.length === 0) return
        for (const about of behind) await follow(about, more)
      }
    },
  }
}

/** What was written while something was promised: nobody starts to count what was before. */
async function promisedAbout(
  changes: readonly Change[],
  slasAt: (version: number) => Promise<ReadonlyMap<Id, unknown>>,
): Promise<Change[]> {
  const found: Change[] = []
  for (const change of changes.toReversed()) {
    if ((await slasAt(change.appVersion)).size === 0) break
    found.unshift(change)
  }
  return found
}

/** References by which conditions about a table lead to records of this entity. */
function pathsTo(app: PublishedApp, { slas }: CompiledApp, entity: Id): { entity: Id; path: string[] }[] {
  const found = new Map<string, { entity: Id; path: string[] }>()
  for (const { document, relations } of slas) {
    for (const relation of relations) {
      let at = app.resolved.entity(document.entity)
      for (const [index, step] of relation.slice(0, -1).entries()) {
        const type = at?.attributes[step]?.valueType
        at = type?.kind === 'reference' && !type.many ? app.resolved.entity(type.to) : undefined
        const path = relation.slice(0, index + 1)
        if (at?.id === entity) found.set(`${document.entity} ${path.join('.')}`, { entity: document.entity, path })
      }
    }
  }
  return [...found.values()]
}

/** The clocks of one record while it is followed. */
async function openClocks(
  { storage, zone, locale }: { storage: Storage; zone: string; locale: Locale },
  about: SlaRecord,
  standing: SlaStanding,
  begun: ReadonlyMap<Id, CompiledSla>,
) {
  const system = asSystem('sla', zone)
  const states: { [sla: Id]: SlaState } = { ...standing.states }
  const events: { [sla: Id]: SlaEvent[] } = {}
  const steps: { [sla: Id]: SlaStepToRun[] } = {}
  const next: { [sla: Id]: Instant | null } = {}
  let facts: Facts = {}
  let slas = begun
  // Clocks of several computers may disagree by a little; time never runs backwards for a record.
  let latest =
    Object.values(standing.states)
      .flatMap(({ clocks }) => Object.values(clocks).map(({ countedTo }) => countedTo))
      .sort()
      .at(-1) ?? ''

  const tellOne = async (sla: CompiledSla, input: SlaInput) => {
    const { id } = sla.document
    const state = states[id] ?? initialSlaState()
    for (let round = 0; round < mostFactRounds; round++) {
      const decision = decideSla(sla, state, input, { record: about.record, zone, locale, facts })
      if (decision.need) {
        facts = { ...facts, ...(await storage.flows.readFacts(system, about, decision.need)) }
        continue
      }
      states[id] = decision.events.reduce(applySla, state)
      events[id] = [...(events[id] ?? []), ...decision.events]
      steps[id] = [...(steps[id] ?? []), ...decision.steps]
      next[id] = decision.nextAt
      return
    }
    invariant(false, `agreement ${id} asked for facts ${mostFactRounds} times`)
  }
  const inTime = (at: Instant): Instant => {
    latest = at > latest ? at : latest
    return latest
  }

  return {
    tell: async (input: SlaInput) => {
      const told = { ...input, at: inTime(input.at) }
      for (const sla of slas.values()) await tellOne(sla, told)
    },
    revise: async (at: Instant, values: RecordValues, to: ReadonlyMap<Id, CompiledSla>) => {
      const told = inTime(at)
      for (const [id, sla] of slas) await tellOne(sla, { type: 'revise', at: told, values, to: to.get(id) ?? null })
      slas = to
    },
    kept: () => ({
      slas: Object.keys(events).flatMap((sla) => {
        const happened = events[sla] ?? []
        return happened.length > 0
          ? [{ sla, from: standing.states[sla] ?? initialSlaState(), events: happened, steps: steps[sla] ?? [] }]
          : []
      }),
      nextAt: Object.values(next).reduce<Instant | null>((a, b) => (a === null || (b !== null && b < a) ? b : a), null),
    }),
  }
}
