import { boolean, collectionOf, type JsonSchema, object, ref, string } from './json-schema.ts'

const coordinate: JsonSchema = { type: 'number', minimum: -1_000_000, maximum: 1_000_000 }

export const processDefinitions = {
  process: object(
    { id: ref('id'), label: ref('text'), entity: ref('id'), nodes: collectionOf(ref('node')), flows: collectionOf(ref('flow')) },
    'A process over the records of one table',
  ),
  node: object({
    id: ref('id'),
    type: { ...string(60), description: 'An entry of the node registry' },
    label: ref('text'),
    config: ref('settings'),
    'position?': object({ x: coordinate, y: coordinate }),
  }),
  flow: object(
    {
      id: ref('id'),
      from: ref('id'),
      to: ref('id'),
      'port?': { ...string(60), description: 'An outcome of the node it leaves' },
      'when?': ref('logic'),
      'default?': boolean,
      'label?': ref('text'),
    },
    'A sequence flow between two nodes',
  ),
} satisfies { [name: string]: JsonSchema }
