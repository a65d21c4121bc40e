import type { LoopDocument } from '../document.ts'
import type { Element } from './element.ts'
import { writeExpression } from './write-expression.ts'

/** The loop of an activity in the words of BPMN, as far as it has words. */
export function writeLoop(loop: LoopDocument): Element {
  const formal = (property: string, logic: unknown) => {
    const body = typeof logic === 'number' ? String(logic) : logic === undefined ? undefined : writeExpression(logic as never)
    return body === undefined ? {} : { [property]: { $type: 'bpmn:FormalExpression', body } }
  }
  if (loop.kind === 'while') {
    return {
      $type: 'bpmn:StandardLoopCharacteristics',
      ...(loop.asksFirst ? { testBefore: true } : {}),
      ...(loop.most === undefined ? {} : { loopMaximum: loop.most }),
      ...formal('loopCondition', loop.while),
    }
  }
  return {
    $type: 'bpmn:MultiInstanceLoopCharacteristics',
    ...(loop.kind === 'sequential' ? { isSequential: true } : {}),
    ...formal('loopCardinality', loop.over),
    ...formal('completionCondition', loop.completeWhen),
  }
}
