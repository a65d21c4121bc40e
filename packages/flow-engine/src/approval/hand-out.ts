import type { Logic } from '@tangram/expression'
import type { CompiledNode } from '../compile-process.ts'
import { evaluate } from '../evaluate.ts'
import { openIncident } from '../incidents.ts'
import type { Run } from '../run.ts'
import type { ElementInstance, Task } from '../state.ts'
import { reasonText } from './reasons.ts'
import { type Ask, type Seat, type SeatRules, seatsFor } from './seats.ts'
import { endTask, openTask } from './task-life.ts'

export type HandOut = {
  asks: readonly Ask[]
  rules: SeatRules
  /** What every task is beside whose. */
  task: Pick<Task, 'kind' | 'outcomes'> & Partial<Task>
  /** One after the other: all but the first wait for their turn. */
  inTurn?: boolean
  /** Weight of the vote of a person who is asked alone; knows `$signer`. */
  weight?: Logic
  /** Outcome of a task that is decided without anybody. */
  decided(approves: boolean): string
}

/** Gives people their tasks. Nobody found and no rule for it: an incident, tried again once somebody can be found. */
export function handOut(
  run: Run,
  node: CompiledNode,
  element: ElementInstance,
  { asks, rules, task, inTurn, weight, decided }: HandOut,
): void {
  const seats = seatsFor(run, node, element, asks, rules)
  if (!seats) {
    const { locale = 'zh-CN' } = run.given
    const label = node.document.label[locale] ?? node.document.id
    const message = locale === 'en' ? `Nobody was found for “${label}”.` : `“${label}”没有可办理人。`
    openIncident(run, element.id, 'nobody', message)
    return
  }
  let isFirst = true
  for (const [index, seat] of seats.entries()) {
    const asked = { ...task, ...placeOf(seat, index + 1), ...weightOf(run, element, seat, weight) }
    const { id } = openTask(run, element, asked, { waiting: inTurn === true && !isFirst && !seat.decided })
    if (seat.decided) {
      const { approves, reason } = seat.decided
      endTask(run, id, { status: 'done', outcome: decided(approves), reason, opinion: reasonText(run, reason) })
    } else isFirst = false
  }
}

function placeOf({ people, ask, insteadOf, standsFor }: Seat, order: number) {
  return {
    candidates: people,
    assignee: people.length === 1 ? (people[0] ?? null) : null,
    order,
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(standsFor ? { standsFor } : {}),
    ...(ask.group === undefined ? {} : { group: ask.group }),
    ...(ask.groupLabel ? { groupLabel: ask.groupLabel } : {}),
  }
}

/** A weight that is no number or less than nothing counts as one. */
function weightOf(run: Run, element: ElementInstance, { ask, meant }: Seat, logic: Logic | undefined): { weight?: number } {
  if (ask.weight !== undefined) return { weight: ask.weight }
  if (logic === undefined || logic === null || meant === undefined) return {}
  const weight = Number(run.within(element, { ...run.focus?.names, $signer: meant }, () => evaluate(run, logic)))
  return weight >= 0 && Number.isFinite(weight) ? { weight } : {}
}
