import { anyOf, arrayOf, boolean, collectionOf, constant, integer, type JsonSchema, object, oneOf, ref, string } from './json-schema.ts'

const coordinate: JsonSchema = { type: 'number', minimum: -1_000_000, maximum: 1_000_000 }

export const processDefinitions = {
  process: object(
    {
      id: ref('id'),
      label: ref('text'),
      entity: ref('id'),
      nodes: collectionOf(ref('node')),
      flows: collectionOf(ref('flow')),
      'variables?': collectionOf(ref('variable')),
      'policies?': ref('processPolicies'),
      'calendar?': ref('id'),
      'cases?': collectionOf(ref('case')),
      'bpmn?': ref('settings'),
    },
    'A process over the records of one table',
  ),
  variable: object(
    { id: ref('id'), label: ref('text'), valueType: ref('settings'), 'default?': ref('logic') },
    'A value an instance carries beside its record: $vars.<id> in expressions',
  ),
  processPolicies: object(
    { 'revoke?': oneOf('never', 'untouched', 'always'), 'withdraw?': boolean, 'urgeEveryMinutes?': integer(0, 10_080) },
    'What people may do with a running instance beside their tasks',
  ),
  case: object(
    {
      id: ref('id'),
      label: ref('text'),
      initiator: anyOf(string(200), constant(null)),
      values: ref('settings'),
      steps: arrayOf(
        anyOf(
          object({
            do: constant('complete'),
            node: ref('id'),
            outcome: string(60),
            'by?': string(200),
            'opinion?': string(5000),
            'values?': ref('settings'),
          }),
          object({ do: constant('answer'), node: ref('id'), outcome: string(60) }),
          object({ do: constant('message'), name: string(200), 'payload?': ref('settings') }),
          object({ do: constant('signal'), name: string(200) }),
          object({ do: constant('fail'), node: ref('id'), code: string(200) }),
          object({ do: constant('wait'), minutes: integer(1, 5_256_000) }),
          object({ do: constant('operate'), node: ref('id'), 'by?': string(200), command: ref('settings') }),
        ),
        500,
      ),
      expect: object({
        'outcome?': string(200),
        'path?': arrayOf(ref('id'), 1000),
        'never?': arrayOf(ref('id'), 1000),
        'values?': ref('settings'),
      }),
    },
    'A saved play of the process with what must come out',
  ),
  loop: object(
    {
      kind: oneOf('parallel', 'sequential', 'while'),
      'over?': ref('logic'),
      'while?': ref('logic'),
      'asksFirst?': boolean,
      'most?': integer(1, 10_000),
      'completeWhen?': ref('logic'),
      'collect?': object({ variable: ref('id'), from: ref('logic') }),
      'isOpen?': boolean,
      'goesOn?': boolean,
    },
    'Several visits of one activity',
  ),
  node: object({
    id: ref('id'),
    type: { ...string(60), description: 'An entry of the node registry' },
    label: ref('text'),
    config: ref('settings'),
    'position?': ref('point'),
    'size?': object({ width: coordinate, height: coordinate }),
    'parent?': ref('id'),
    'attachedTo?': ref('id'),
    'loop?': ref('loop'),
    'bpmn?': ref('settings'),
  }),
  point: object({ x: coordinate, y: coordinate }),
  flow: object(
    {
      id: ref('id'),
      from: ref('id'),
      to: ref('id'),
      'port?': { ...string(60), description: 'An outcome of the node it leaves' },
      'when?': ref('logic'),
      'default?': boolean,
      'label?': ref('text'),
      'waypoints?': arrayOf(ref('point'), 200),
      'bpmn?': ref('settings'),
    },
    'A sequence flow between two nodes',
  ),
} satisfies { [name: string]: JsonSchema }
