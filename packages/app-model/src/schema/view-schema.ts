import { arrayOf, type JsonSchema, object, oneOf, ref } from './json-schema.ts'

export const viewDefinitions = {
  view: object(
    {
      id: ref('id'),
      label: ref('text'),
      entity: ref('id'),
      columns: arrayOf(ref('id'), 200),
      'sort?': arrayOf(object({ by: ref('id'), 'dir?': oneOf('asc', 'desc') }), 20),
      'where?': ref('logic'),
      'form?': { ...ref('id'), description: 'The form that creates and opens records of this list' },
    },
    'A list of records, one per menu entry',
  ),
} satisfies { [name: string]: JsonSchema }
