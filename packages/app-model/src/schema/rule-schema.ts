import { arrayOf, boolean, type JsonSchema, object, ref, string } from './json-schema.ts'

export const ruleDefinitions = {
  rule: object(
    {
      id: ref('id'),
      label: ref('text'),
      entity: ref('id'),
      enabled: boolean,
      trigger: object({ type: string(60), config: ref('settings') }),
      'when?': ref('logic'),
      do: arrayOf(object({ id: ref('id'), action: string(60), input: ref('settings') }), 50),
    },
    'When this happens and that holds, do these',
  ),
} satisfies { [name: string]: JsonSchema }
