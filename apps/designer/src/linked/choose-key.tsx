import { MultiSelect } from '@mantine/core'
import { type EntityDocument, pointer } from '@tangram/data-model'
import type { LinkableDetail } from '@tangram/ui'
import { useDraftActions } from '../draft/draft-context.tsx'
import { useLinkedWords } from './linked-words.ts'

/** Which columns name a row, where the database declares none. */
export function ChooseKey({ entity, source }: { entity: EntityDocument; source: LinkableDetail }) {
  const say = useLinkedWords()
  const { run } = useDraftActions()
  const names = source.columns.filter(({ fieldType }) => fieldType !== null).map(({ column }) => column)
  return (
    <MultiSelect
      required
      searchable
      label={say('key-choose')}
      description={say('key-why')}
      data={names}
      value={(entity.linked?.key ?? []).filter((column) => names.includes(column))}
      onChange={(key) => key.length > 0 && run({ type: 'set', path: pointer('entities', 'items', entity.id, 'linked', 'key'), value: key })}
    />
  )
}
