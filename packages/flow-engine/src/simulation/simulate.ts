import type { CompiledProcess } from '../compile-process.ts'
import { Player, type SimulationGiven } from './player.ts'
import type { Play, SimulationResult } from './simulation.ts'

/**
 * Plays a process without server, database or waiting: the same interpreter under a clock that only the play moves. A play is a
 * value, so going back means playing fewer steps.
 *
 *     const played = simulate(process, { initiator: 'ann', values: { amount: 900 }, steps: [] }, { now, zone, facts })
 *     if ('need' in played) // look the facts up, add them under factKey(fact) and play again
 *     else played.waiting   // [{ kind: 'task', node: 'approve', task: { candidates: ['bob'], … } }]
 */
export function simulate(process: CompiledProcess, play: Play, given: SimulationGiven): SimulationResult {
  return new Player(process, play, given).play(play.steps)
}
