import { anyOf, arrayOf, boolean, collectionOf, constant, integer, type JsonSchema, object, oneOf, ref } from './json-schema.ts'

const rule = anyOf(boolean, ref('logic'))

export const formDefinitions = {
  form: object(
    {
      id: ref('id'),
      label: ref('text'),
      'description?': ref('text'),
      entity: ref('id'),
      elements: collectionOf(ref('element')),
      'public?': {
        ...object({ enabled: boolean, 'submitted?': ref('text') }),
        description: 'Present: people without an account may fill it in by link',
      },
    },
    'A form over one table; `elements.order` is the top level, sections name their children',
  ),
  element: anyOf(
    object(
      {
        id: ref('id'),
        kind: constant('field'),
        field: ref('id'),
        'span?': integer(1, 12),
        'label?': ref('text'),
        'help?': ref('text'),
        'required?': rule,
        'visible?': ref('logic'),
        'readOnly?': rule,
        'default?': ref('logic'),
        'whenHidden?': oneOf('keep', 'clear', 'omit'),
      },
      'A field of the table',
    ),
    object(
      { id: ref('id'), kind: constant('section'), label: ref('text'), order: arrayOf(ref('id')), 'visible?': ref('logic') },
      'A container',
    ),
    ...['heading', 'description', 'divider'].map((kind) =>
      object({ id: ref('id'), kind: constant(kind), 'label?': ref('text'), 'visible?': ref('logic') }),
    ),
  ),
} satisfies { [name: string]: JsonSchema }
