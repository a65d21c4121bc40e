import { json, list } from '@tangram/data-model'
import type { LoopDocument } from '../document.ts'
import { engineAttributes, zeebe } from './dialect.ts'
import { childOf, type Element, idOf, textOf } from './element.ts'
import type { Reading } from './reading.ts'
import { slug } from './slug.ts'

/** How often an activity is done: multi-instance and standard loops. */
export function readLoop(reading: Reading, activity: Element): { loop?: LoopDocument; item?: string } {
  const characteristics = childOf(activity, 'loopCharacteristics')
  if (!characteristics) return {}
  if (characteristics.$type === 'bpmn:StandardLoopCharacteristics') return { loop: standard(reading, activity, characteristics) }
  const engine = engineAttributes(characteristics, reading.namespaces)
  const feel = zeebe(characteristics, 'loopCharacteristics') ?? {}
  const item = engine.elementVariable ?? feel.inputElement ?? 'item'
  const collection = engine.collection ?? feel.inputCollection ?? textOf(childOf(characteristics, 'loopCardinality'), 'body')
  const over = collection === undefined ? undefined : reading.logic(activity, collection)
  const completion = textOf(childOf(characteristics, 'completionCondition'), 'body')
  const completeWhen = completion === undefined ? undefined : reading.logic(activity, completion, item)
  const collect = collected(reading, activity, feel, item)
  return {
    loop: {
      kind: characteristics.isSequential === true ? 'sequential' : 'parallel',
      ...(over === undefined ? {} : { over }),
      ...(completeWhen === undefined ? {} : { completeWhen }),
      ...(collect ? { collect } : {}),
    },
    item,
  }
}

function standard(reading: Reading, activity: Element, characteristics: Element): LoopDocument {
  const condition = textOf(childOf(characteristics, 'loopCondition'), 'body')
  const holds = condition === undefined ? true : reading.logic(activity, condition)
  const most = Number(textOf(characteristics, 'loopMaximum'))
  return {
    kind: 'while',
    ...(holds === undefined ? {} : { while: holds }),
    ...(characteristics.testBefore === true ? { asksFirst: true } : {}),
    ...(Number.isInteger(most) && most > 0 ? { most } : {}),
  }
}

function collected(reading: Reading, activity: Element, feel: { [name: string]: string }, item: string): LoopDocument['collect'] {
  const { outputCollection, outputElement } = feel
  if (!outputCollection || !outputElement) return undefined
  const variable = slug(outputCollection) ?? slug(`list_${idOf(activity)}`) ?? 'list'
  const from = reading.logic(activity, outputElement, item)
  if (from === undefined) return undefined
  reading.variables.set(variable, { id: variable, label: { en: outputCollection }, valueType: list(json) })
  return { variable, from }
}
