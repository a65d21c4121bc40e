import { isJsonObject, type JsonObject, type JsonValue } from '@tangram/data-model'
import type { Element } from './element.ts'
import { writeExpression } from './write-expression.ts'

/** Gives the id of the root element of this kind and name, making it when there is none yet. */
export type Roots = (kind: 'Message' | 'Signal' | 'Error' | 'Escalation', name: string) => string

const element = (type: string, more: JsonObject = {}): Element => ({ $type: `bpmn:${type}`, ...more })
const formal = (body: string): Element => element('FormalExpression', { body })
const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The event definitions a node has by its settings; undefined for one that is no event. */
export function eventDefinitionsOf(
  type: string,
  config: JsonObject,
  roots: Roots,
  idOfNode: (id: string) => string,
): Element[] | undefined {
  const message = () => [
    element(
      'MessageEventDefinition',
      refTo('messageRef', text(config.message), (name) => roots('Message', name)),
    ),
  ]
  const signal = () => [
    element(
      'SignalEventDefinition',
      refTo('signalRef', text(config.signal), (name) => roots('Signal', name)),
    ),
  ]
  const error = () => [
    element(
      'ErrorEventDefinition',
      refTo('errorRef', text(config.code), (name) => roots('Error', name)),
    ),
  ]
  const escalation = () => [
    element(
      'EscalationEventDefinition',
      refTo('escalationRef', text(config.code), (name) => roots('Escalation', name)),
    ),
  ]
  const compensation = () => [element('CompensateEventDefinition', refTo('activityRef', text(config.activity), idOfNode))]
  const linked = () => [element('LinkEventDefinition', { name: text(config.link) ?? '' })]
  const timer = () => [timerDefinition(config)]
  const known: { [type: string]: () => Element[] } = {
    end: () => (config.terminate === true ? [element('TerminateEventDefinition')] : []),
    start: () =>
      config.trigger === 'message'
        ? message()
        : config.trigger === 'schedule'
          ? [element('TimerEventDefinition', text(config.schedule) ? { timeCycle: formal(`0 ${config.schedule}`) } : {})]
          : [],
    'timer-event': timer,
    'boundary-timer': timer,
    'message-event': message,
    'boundary-message': message,
    'message-end': message,
    'signal-event': signal,
    'boundary-signal': signal,
    'throw-signal': signal,
    'signal-end': signal,
    'boundary-error': error,
    'error-end': error,
    'boundary-escalation': escalation,
    'throw-escalation': escalation,
    'escalation-end': escalation,
    'boundary-compensation': compensation,
    compensate: compensation,
    'compensation-end': compensation,
    'boundary-cancel': () => [element('CancelEventDefinition')],
    'cancel-end': () => [element('CancelEventDefinition')],
    'link-throw': linked,
    'link-catch': linked,
  }
  return Object.hasOwn(known, type) ? known[type]?.() : undefined
}

function refTo(property: string, name: string | undefined, idOf: (name: string) => string): JsonObject {
  return name === undefined ? {} : { [property]: { $ref: idOf(name) } }
}

function timerDefinition({ waits, after, at, times }: JsonObject): Element {
  const written = (value: JsonValue | undefined) =>
    typeof value === 'string' ? value : isJsonObject(value) ? writeExpression(value) : undefined
  const date = written(at)
  const duration = written(after)
  if (waits === 'at' && date !== undefined) return element('TimerEventDefinition', { timeDate: formal(date) })
  if (duration === undefined) return element('TimerEventDefinition')
  if (waits === 'every')
    return element('TimerEventDefinition', { timeCycle: formal(`R${typeof times === 'number' ? times : ''}/${duration}`) })
  return element('TimerEventDefinition', { timeDuration: formal(duration) })
}
