import { maskKinds, mostShown } from '@tangram/data-model'
import { anyOf, arrayOf, boolean, collectionOf, constant, integer, type JsonSchema, mapOf, object, oneOf, ref } from './json-schema.ts'

const grant: JsonSchema = { ...anyOf(boolean, ref('logic')), description: 'true: every record; JSON Logic: the records it holds for' }

export const accessDefinitions = {
  access: object({ roles: collectionOf(ref('role')) }, 'Who may see and do what'),
  role: object({
    id: ref('id'),
    label: ref('text'),
    grants: { ...mapOf(ref('grant')), description: 'Rights by table; none where absent' },
    'designs?': boolean,
    'dashboards?': anyOf(constant('all'), arrayOf(ref('id'))),
  }),
  grant: object({
    'read?': grant,
    'create?': grant,
    'update?': grant,
    'delete?': grant,
    'export?': boolean,
    'fields?': mapOf(
      anyOf(
        oneOf('hidden', 'read', 'masked'),
        object({ mask: oneOf(...maskKinds), 'first?': integer(0, mostShown), 'last?': integer(0, mostShown) }),
      ),
    ),
  }),
} satisfies { [name: string]: JsonSchema }
