import { Select } from '@mantine/core'
import { zones } from '../parts/zones.ts'
import { useLinkedWords } from './linked-words.ts'

type SourceZoneProps = { types: { readonly [column: string]: string }; zone: string | undefined; onChange: (zone: string) => void }

/** The zone of times that a table keeps without one; nothing where it keeps none. */
export function SourceZone({ types, zone, onChange }: SourceZoneProps) {
  const say = useLinkedWords()
  if (!Object.values(types).some((type) => /^timestamp.* without time zone$/.test(type))) return null
  return (
    <Select
      label={say('zone')}
      description={say('zone-why')}
      searchable
      allowDeselect={false}
      data={[...zones]}
      value={zone ?? 'UTC'}
      onChange={(next) => next && onChange(next)}
    />
  )
}
