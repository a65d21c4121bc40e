import type { JsonObject } from '@tangram/data-model'
import { isExpression, zeebe } from './dialect.ts'
import { childrenOf, type Element, refOf, textOf } from './element.ts'
import { readSchedule, readTimer } from './read-timer.ts'
import type { Reading } from './reading.ts'

export type ReadNode = { type: string; config: JsonObject }

/** The node an event is; undefined when it cannot run here, which has been told then. */
export function readEvent(reading: Reading, event: Element, isInside: boolean): ReadNode | undefined {
  const [definition, second] = childrenOf(event, 'eventDefinitions')
  if (second || childrenOf(event, 'eventDefinitionRef').length > 0) return unsupported(reading, event, 'bpmn:ComplexEvent')
  const kind = (definition?.$type ?? 'none').replace(/^bpmn:|EventDefinition$/g, '')
  const known = readers[event.$type]?.[kind]
  if (!known || (isInside && event.$type === 'bpmn:StartEvent' && kind !== 'none'))
    return unsupported(reading, event, definition?.$type ?? event.$type)
  return known(reading, event, definition ?? event)
}

function unsupported(reading: Reading, event: Element, type: string): undefined {
  reading.say('bpmn.element.unsupported', event, { type, instead: { en: 'another event', 'zh-CN': '其他事件' } })
  return undefined
}

type Reader = (reading: Reading, event: Element, definition: Element) => ReadNode | undefined

const plain =
  (type: string, config: JsonObject = {}): Reader =>
  () => ({ type, config })

/** A definition that names a message, signal, error or escalation of the file. */
const naming =
  (
    type: string,
    ref: 'messageRef' | 'signalRef' | 'errorRef' | 'escalationRef',
    more: (reading: Reading, event: Element) => JsonObject = () => ({}),
  ): Reader =>
  (reading, event, definition) => {
    const root = reading.roots.get(refOf(definition, ref) ?? '')
    const coded = ref === 'errorRef' ? textOf(root, 'errorCode') : ref === 'escalationRef' ? textOf(root, 'escalationCode') : undefined
    const name = coded ?? textOf(root, 'name') ?? textOf(root, 'id')
    const isCode = ref === 'errorRef' || ref === 'escalationRef'
    const setting = isCode ? 'code' : ref.replace('Ref', '')
    if (name === undefined && !(isCode && event.$type === 'bpmn:BoundaryEvent')) {
      reading.say('bpmn.event.nameless', event, { what: ref.replace('Ref', '') })
      return undefined
    }
    if (name !== undefined && isExpression(name)) return computedName(reading, event, ref.replace('Ref', ''))
    const key = root && correlationOf(reading, event, root)
    return {
      type,
      config: {
        ...(name === undefined ? {} : { [setting]: name }),
        ...(ref === 'messageRef' && key ? { correlation: key } : {}),
        ...more(reading, event),
      },
    }
  }

/** Which message it is must be known beforehand. */
export function computedName(reading: Reading, element: Element, what: string): undefined {
  const instead = { en: `a ${what} with a fixed name`, 'zh-CN': '固定的名称' }
  reading.say('bpmn.element.unsupported', element, { type: `computed ${what}`, instead })
  return undefined
}

/** `= orderId` of a Zeebe subscription becomes the text `{{order_id}}`; what is more than a name or a value is told and left out. */
export function correlationOf(reading: Reading, element: Element, root: Element): string | undefined {
  const key = zeebe(root, 'subscription')?.correlationKey
  const logic = key === undefined ? undefined : reading.logic(element, key)
  if (key === undefined || logic === undefined) return undefined
  if (typeof logic !== 'object' || logic === null) return String(logic)
  const name = Array.isArray(logic) ? undefined : logic.var
  if (typeof name === 'string') return `{{${name}}}`
  reading.say('bpmn.expression.unknown', element, { text: key }, false)
  return undefined
}

const timed =
  (type: string, more: (event: Element) => JsonObject = () => ({})): Reader =>
  (reading, event, definition) => {
    const timer = readTimer(reading, event, definition)
    return timer && { type, config: { ...timer, ...more(event) } }
  }

const scheduled: Reader = (reading, event, definition) => {
  const schedule = readSchedule(reading, event, definition)
  return schedule === undefined ? undefined : { type: 'start', config: { trigger: 'schedule', schedule } }
}

/** On its own, a timer that repeats has nothing to repeat. */
const once: Reader = (reading, event, definition) => {
  const timer = readTimer(reading, event, definition)
  if (timer?.waits !== 'every') return timer && { type: 'timer-event', config: timer }
  reading.say('bpmn.timer.unknown', event, { text: String(timer.after) })
  return undefined
}

const interrupts = (event: Element): JsonObject => (event.cancelActivity === false ? { interrupting: false } : {})
const onBorder = (_reading: Reading, event: Element) => interrupts(event)

const link =
  (type: string): Reader =>
  (_reading, event, definition) => ({ type, config: { link: textOf(definition, 'name') ?? textOf(event, 'name') ?? '' } })

const compensation =
  (type: string): Reader =>
  (reading, _event, definition) => {
    const activity = reading.ids.get(refOf(definition, 'activityRef') ?? '')
    const config: JsonObject = activity === undefined ? {} : { activity }
    return { type, config }
  }

const readers: { [element: string]: { [definition: string]: Reader } } = {
  'bpmn:StartEvent': {
    none: plain('start'),
    Timer: scheduled,
    Message: naming('start', 'messageRef', () => ({ trigger: 'message' })),
  },
  'bpmn:EndEvent': {
    none: plain('end'),
    Terminate: plain('end', { terminate: true }),
    Error: naming('error-end', 'errorRef'),
    Escalation: naming('escalation-end', 'escalationRef'),
    Signal: naming('signal-end', 'signalRef'),
    Message: naming('message-end', 'messageRef'),
    Compensate: plain('compensation-end'),
    Cancel: plain('cancel-end'),
  },
  'bpmn:IntermediateCatchEvent': {
    Timer: once,
    Message: naming('message-event', 'messageRef'),
    Signal: naming('signal-event', 'signalRef'),
    Link: link('link-catch'),
  },
  'bpmn:IntermediateThrowEvent': {
    none: plain('calculate', { set: {} }),
    Message: naming('send-message', 'messageRef'),
    Signal: naming('throw-signal', 'signalRef'),
    Escalation: naming('throw-escalation', 'escalationRef'),
    Compensate: compensation('compensate'),
    Link: link('link-throw'),
  },
  'bpmn:BoundaryEvent': {
    Timer: timed('boundary-timer', interrupts),
    Message: naming('boundary-message', 'messageRef', onBorder),
    Signal: naming('boundary-signal', 'signalRef', onBorder),
    Error: naming('boundary-error', 'errorRef'),
    Escalation: naming('boundary-escalation', 'escalationRef', onBorder),
    Compensate: plain('boundary-compensation'),
    Cancel: plain('boundary-cancel'),
  },
}
