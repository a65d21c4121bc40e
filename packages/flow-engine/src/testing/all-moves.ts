import type { FlowCommand } from '../command.ts'
import type { InstanceState } from '../state.ts'

type WithoutRequest<C> = C extends { requestId: string } ? Omit<C, 'requestId'> : never

/** Everything that could happen to an instance now because it waits for it, in an order that depends on nothing but the state. */
export function allMoves(state: InstanceState): WithoutRequest<FlowCommand>[] {
  const tasks = Object.values(state.tasks).filter((task) => task.status === 'open')
  return [
    ...tasks.flatMap((task) =>
      task.outcomes.map(({ id }) => ({ type: 'complete-task' as const, task: task.id, actor: task.candidates[0] ?? '', outcome: id })),
    ),
    ...Object.values(state.elements).flatMap((element): WithoutRequest<FlowCommand>[] => {
      const { id, link, timers = {}, subscriptions = {}, awaits, child, incident } = element
      return [
        ...(link === undefined ? [] : [{ type: 'answer-link' as const, element: id, outcome: 'confirmed' }]),
        ...Object.keys(timers).map((timer) => ({ type: 'timer' as const, element: id, timer })),
        ...Object.keys(subscriptions).map((subscription) => ({ type: 'deliver' as const, element: id, subscription, payload: {} })),
        ...(awaits === undefined
          ? []
          : [
              { type: 'finish-job' as const, element: id, result: {} },
              { type: 'fail-job' as const, element: id, code: 'bad', message: 'it failed' },
            ]),
        ...(child === undefined
          ? []
          : [{ type: 'child-ended' as const, element: id, outcome: 'done', status: 'ended' as const, variables: {} }]),
        ...(incident === undefined
          ? []
          : [
              { type: 'retry-element' as const, element: id, actor: 'admin' },
              { type: 'skip-element' as const, element: id, actor: 'admin', reason: '' },
            ]),
      ]
    }),
  ]
}
