import { checkAnswer } from '../check-answer.ts'
import type { FlowCommand } from '../command.ts'
import { resumeElement } from '../enter-node.ts'
import { fail } from '../errors.ts'
import type { Run } from '../run.ts'

export function answerLink(run: Run, { element: id, outcome, opinion }: Extract<FlowCommand, { type: 'answer-link' }>): void {
  const element = run.state.elements[id]
  if (element?.link === undefined) throw fail('flow.link.closed')
  const said = checkAnswer(run.process.nodes[element.node]?.ports ?? [], outcome, opinion)
  run.emit({ type: 'link.answered', element: id, outcome, ...said })
  resumeElement(run, element, { type: 'link', outcome, ...said })
}
