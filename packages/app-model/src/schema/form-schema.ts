import {
  anyOf,
  arrayOf,
  boolean,
  collectionOf,
  constant,
  integer,
  type JsonSchema,
  mapOf,
  object,
  oneOf,
  ref,
  string,
} from './json-schema.ts'

const rule = anyOf(boolean, ref('logic'))

const container = (kind: string): { [property: string]: JsonSchema } => ({
  id: ref('id'),
  kind: constant(kind),
  label: ref('text'),
  'description?': ref('text'),
  order: arrayOf(ref('id')),
  'visible?': ref('logic'),
})

const display = (kind: string): { [property: string]: JsonSchema } => ({
  id: ref('id'),
  kind: constant(kind),
  'label?': ref('text'),
  'span?': integer(1, 12),
  'visible?': ref('logic'),
})

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
    'A form over one table; `elements.order` is the top level, containers name their children',
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
        'options?': { ...ref('logic'), description: 'A choice field: the ids of the options that may be chosen, as a list' },
        'where?': {
          ...ref('logic'),
          description: 'A relation: which records may be picked; names are those of the other table, `$form.` reads this form',
        },
        'fill?': {
          ...arrayOf(object({ from: ref('id'), to: ref('id') })),
          description: 'A relation: what picking a record copies into fields of this form',
        },
        'checks?': {
          ...arrayOf(object({ holds: ref('logic'), message: ref('text') })),
          description: 'Conditions that a value must meet, each with what is said when it does not',
        },
        'columns?': { ...collectionOf(ref('element')), description: 'A sub-form: the columns shown, in order, each a field element' },
      },
      'A field of the table',
    ),
    object(
      { ...container('section'), 'span?': integer(1, 12), 'collapsed?': { ...boolean, description: 'Begins folded' } },
      'Some elements under a heading',
    ),
    object(container('tabs'), 'Holds tabs only'),
    object(container('tab'), 'One page among tabs'),
    object(container('steps'), 'Holds steps only: they are filled in one after the other'),
    object(container('step'), 'One page among steps'),
    ...['heading', 'description', 'divider'].map((kind) => object(display(kind))),
    object(
      {
        ...display('button'),
        'action?': anyOf(
          object({
            type: constant('open'),
            address: { ...string(), description: '`https:`, `mailto:` or `tel:`; `{field}` stands for a value' },
          }),
          object({ type: constant('fill'), values: mapOf(ref('logic')) }),
        ),
      },
      'Opens an address or fills in fields',
    ),
    object({ ...display('qr'), 'text?': { ...ref('logic'), description: 'A text with `{field}` for values, or a formula' } }, 'A QR code'),
  ),
} satisfies { [name: string]: JsonSchema }
