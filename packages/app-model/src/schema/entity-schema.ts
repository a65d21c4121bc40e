import { personalKinds } from '@tangram/data-model'
import { arrayOf, boolean, collectionOf, type JsonSchema, object, oneOf, ref, string } from './json-schema.ts'

export const entityDefinitions = {
  entity: object(
    {
      id: ref('id'),
      label: ref('text'),
      'icon?': string(60),
      title: { ...ref('id'), description: 'The field whose value names a record to people' },
      fields: collectionOf(ref('field')),
      'unique?': { ...arrayOf(arrayOf(ref('id'), 20), 100), description: 'Sets of fields whose values together occur once' },
      'indexes?': { ...arrayOf(arrayOf(ref('id'), 20), 100), description: 'Fields that lists filter or sort by often' },
      'shared?': { ...boolean, description: 'True: other apps may reference it' },
      'linked?': ref('linked'),
    },
    'A table of the app',
  ),
  linked: object(
    {
      schema: string(63),
      table: string(63),
      key: { ...arrayOf(string(63), 8), description: 'Columns whose values together name a row' },
      types: {
        type: 'object',
        additionalProperties: string(200),
        maxProperties: 2000,
        description: "PostgreSQL's name of the type of each column, as it was when the table was linked",
      },
      'zone?': { ...string(60), description: 'IANA zone of times that the table keeps without one; UTC when absent' },
    },
    'A table or view that the database has already; it is only read',
  ),
  field: object(
    {
      id: ref('id'),
      type: { ...string(60), description: 'An entry of the field registry' },
      label: ref('text'),
      'help?': ref('text'),
      'config?': ref('settings'),
      'required?': boolean,
      'unique?': boolean,
      'encrypted?': { ...boolean, description: 'True: the values of a text field are kept sealed in the database' },
      'personal?': {
        ...oneOf(...personalKinds),
        description: 'What the values say about a person: the finder of personal data looks there',
      },
      'default?': { ...ref('logic'), description: 'Evaluated when a record is created without a value' },
      'computed?': { ...ref('logic'), description: 'Recomputed on every write; people cannot write the field' },
      'column?': { ...string(63), description: 'Of a linked table: its column that the field shows' },
      'fields?': { ...collectionOf(ref('field')), description: 'Columns of a sub-form' },
    },
    'A column of a table, or of a sub-form',
  ),
} satisfies { [name: string]: JsonSchema }
