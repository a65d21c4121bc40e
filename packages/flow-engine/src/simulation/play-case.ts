import { type Diagnostic, diagnose, type Id, itemOf, type JsonValue, pointer } from '@tangram/data-model'
import type { CompiledProcess } from '../compile-process.ts'
import type { CaseDocument, CaseStep } from '../document.ts'
import type { Fact } from '../fact.ts'
import { flowMessages } from '../messages.ts'
import { Player, type SimulationGiven } from './player.ts'
import type { Simulation, Waiting } from './simulation.ts'

/** How a case came out. `differences` is empty when it passed; their paths point into the process document. */
export type CaseResult = { simulation: Simulation; differences: Diagnostic[] } | { need: Fact[] }

/** Steps a case is answered beyond those it names. */
const mostAnswers = 500

/**
 * Plays a saved case to its end and compares. What the case does not say is answered by the first outcome there is; when only
 * the clock can move it on, the clock moves.
 */
export function playCase(process: CompiledProcess, saved: CaseDocument, given: SimulationGiven): CaseResult {
  const player = new Player(process, { initiator: saved.initiator, values: saved.values }, given)
  let played = player.play(saved.steps)
  for (let answers = 0; ; answers += 1) {
    if ('need' in played) return played
    const next = played.refused || answers >= mostAnswers ? undefined : obvious(played)
    if (!next) return { simulation: played, differences: compare(process, saved, played) }
    // What was played is not played again: a case that goes in circles would take a minute.
    played = player.play([next])
  }
}

/** The plainest thing that can happen next; undefined when the process is over or only somebody outside can move it. */
function obvious({ waiting, now, state }: Simulation): CaseStep | undefined {
  if (state.status !== 'running') return undefined
  for (const each of waiting) {
    const answer = answerOf(each)
    if (answer) return answer
  }
  const due = waiting.flatMap((each) => (each.kind === 'timer' ? [each.dueAt] : [])).sort()[0]
  if (due === undefined) return undefined
  return { do: 'wait', minutes: Math.max(1, Math.ceil((Date.parse(due) - Date.parse(now)) / 60_000)) }
}

function answerOf(each: Waiting): CaseStep | undefined {
  switch (each.kind) {
    case 'task': {
      const outcome = each.task.outcomes[0]
      return outcome && { do: 'complete', node: each.node, outcome: outcome.id, ...(outcome.needsOpinion ? { opinion: '—' } : {}) }
    }
    case 'link':
      return each.outcomes[0] && { do: 'answer', node: each.node, outcome: each.outcomes[0].id }
    case 'action':
    case 'call':
      return { do: 'answer', node: each.node, outcome: 'completed' }
    default:
      return undefined
  }
}

function compare({ document }: CompiledProcess, saved: CaseDocument, played: Simulation): Diagnostic[] {
  const at = (...more: (string | number)[]) => pointer('cases', 'items', saved.id, ...more)
  const label = (node: Id) => itemOf(document.nodes, node)?.label ?? node
  const differs = (what: string, expected: JsonValue, found: JsonValue, ...more: string[]) =>
    diagnose(flowMessages, 'flow.case.differs', at('expect', ...(more.length > 0 ? more : [what])), {
      case: saved.label,
      what,
      expected: said(expected),
      found: said(found),
    })
  const { refused, state, path, values } = played
  if (refused) {
    const step = refused.step + 1
    return [
      diagnose(flowMessages, 'flow.case.refused', at('steps', Math.max(refused.step, 0)), {
        case: saved.label,
        step,
        why: refused.message,
      }),
    ]
  }
  const { outcome, path: way, never = [], values: wanted = {} } = saved.expect
  return [
    ...(outcome !== undefined && state.outcome !== outcome ? [differs('outcome', outcome, state.outcome)] : []),
    ...(way && way.join(' ') !== path.join(' ') ? [differs('path', way, path)] : []),
    ...never
      .filter((node) => path.includes(node))
      .map((node) => diagnose(flowMessages, 'flow.case.entered', at('expect', 'never'), { case: saved.label, node: label(node) })),
    ...Object.entries(wanted)
      .filter(([field, value]) => JSON.stringify(values[field] ?? null) !== JSON.stringify(value))
      .map(([field, value]) => differs(field, value, values[field] ?? null, 'values', field)),
  ]
}

const said = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))
