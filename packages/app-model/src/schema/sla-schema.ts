import { arrayOf, boolean, collectionOf, integer, type JsonSchema, object, ref, string } from './json-schema.ts'

const time = string(5)
const steps = arrayOf(object({ id: ref('id'), action: string(60), input: ref('settings') }), 50)

export const slaDefinitions = {
  calendar: object(
    {
      id: ref('id'),
      label: ref('text'),
      zone: string(60),
      week: object(Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [`${day}?`, ref('hours')]))),
      holidays: arrayOf(object({ from: string(10), 'to?': string(10), 'label?': ref('text') }), 2000),
      workdays: arrayOf(object({ date: string(10), hours: ref('hours'), 'label?': ref('text') }), 2000),
    },
    'When work is done: hours of the week, days off, and days worked all the same',
  ),
  hours: { ...arrayOf(object({ from: time, to: time }), 24), description: 'Wall-clock times 09:00 to 18:00; 24:00 ends the day' },
  sla: object(
    {
      id: ref('id'),
      label: ref('text'),
      entity: ref('id'),
      enabled: boolean,
      'when?': ref('logic'),
      'calendar?': ref('id'),
      'pausedWhile?': ref('logic'),
      stages: collectionOf(ref('slaStage')),
    },
    'What is promised about records of one table, and what follows when it is not kept',
  ),
  slaStage: object({
    id: ref('id'),
    label: ref('text'),
    doneWhen: ref('logic'),
    targets: arrayOf(object({ id: ref('id'), 'when?': ref('logic'), minutes: integer(0, 5_256_000) }), 100),
    'warnAt?': arrayOf(integer(0, 100), 10),
    'onWarn?': steps,
    'onBreach?': steps,
    'escalations?': arrayOf(object({ id: ref('id'), afterMinutes: integer(0, 5_256_000), do: steps }), 20),
  }),
} satisfies { [name: string]: JsonSchema }
