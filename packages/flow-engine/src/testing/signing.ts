import { AppError, type JsonObject } from '@tangram/data-model'
import type { TaskOffer } from '../operations-on.ts'
import { operationsOn } from '../operations-on.ts'
import { Bench, type World } from './bench.ts'
import { processOf } from './build.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })

/** start → sign → good, or bad when it is rejected. Everything is allowed, no opinion is asked for. */
export function signing(config: JsonObject, world: Partial<World> = {}, initiator: string | null = 'ann'): Bench {
  const rejects = config.rejection === undefined || config.rejection === 'branch'
  const settings = { approvers: people('bo', 'cy', 'di'), opinionOnReject: false, opinionOnReturn: false, ...config }
  const document = processOf(
    [
      ['start', 'start'],
      ['sign', 'approve', settings],
      ['good', 'end', { outcome: 'good' }],
      ...(rejects ? ([['bad', 'end', { outcome: 'bad' }]] as [string, string, JsonObject][]) : []),
    ],
    ['start → sign', 'sign:approved → good', ...(rejects ? ['sign:rejected → bad'] : [])],
  )
  const bench = new Bench(document, { world })
  bench.start(initiator)
  return bench
}

/** Somebody approves or rejects what is open for them. */
export function says(bench: Bench, person: string, outcome: 'approved' | 'rejected' | 'given', opinion = 'because'): void {
  bench.complete(bench.mine(person), outcome, { actor: person, opinion })
}

/** Who has an open task, in their order. */
export function asked(bench: Bench): string[] {
  const tasks = bench.openTasks().sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
  return tasks.flatMap((task) => task.candidates)
}

export function offers(bench: Bench, task: string, person: string): TaskOffer['operation'][] {
  return operationsOn(bench.process, bench.state, task, person, new Date(bench.now).toISOString()).map(({ operation }) => operation)
}

/** The code of the error that something is refused with. */
export function refused(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'not refused'
}
