import { Fieldset, MultiSelect, Select, Stack } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { Assignees } from '@tangram/flow-engine'
import { useFormat, usePeople, useTeams, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import type { SettingProps } from './setting-props.ts'

const kinds = ['field', 'team', 'role', 'initiator', 'people'] as const

/** Who gets a task: the person in a field, a team, the people of a role, whoever started it, or named people. */
export function AssigneesSetting({ label, description, value, entity, onChange }: SettingProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const teams = useTeams()
  const current = (value ?? { kind: 'initiator' }) as Assignees
  const fields = entity === undefined ? [] : inOrder(document.entities.items[entity]?.fields)
  const set = (next: Assignees) => onChange(next)

  function choose(kind: string | null) {
    if (kind === 'field') set({ kind, field: fields.find(({ type }) => type === 'member')?.id ?? '' })
    else if (kind === 'team') set({ kind, team: teams.data?.[0]?.key ?? '', pick: 'all' })
    else if (kind === 'role') set({ kind, role: document.access.roles.order[0] ?? '' })
    else if (kind === 'people') set({ kind, people: [] })
    else set({ kind: 'initiator' })
  }

  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        <Select
          aria-label={label}
          description={description}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: t(`assign-${kind}`) }))}
          value={current.kind}
          onChange={choose}
        />
        {current.kind === 'field' && (
          <Select
            label={t('assign-field')}
            allowDeselect={false}
            data={fields.filter(({ type }) => type === 'member').map(({ id, label: name }) => ({ value: id, label: text(name, id) }))}
            value={current.field}
            onChange={(field) => field && set({ kind: 'field', field })}
          />
        )}
        {current.kind === 'team' && (
          <>
            <Select
              label={t('assign-team')}
              allowDeselect={false}
              data={(teams.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
              value={current.team}
              onChange={(team) => team && set({ ...current, team })}
            />
            <Select
              label={t('assign-pick')}
              allowDeselect={false}
              data={(['all', 'least-loaded'] as const).map((pick) => ({ value: pick, label: t(`pick-${pick}`) }))}
              value={current.pick}
              onChange={(pick) => pick && set({ ...current, pick: pick as 'all' | 'least-loaded' })}
            />
          </>
        )}
        {current.kind === 'role' && (
          <Select
            label={t('assign-role')}
            allowDeselect={false}
            data={inOrder(document.access.roles).map(({ id, label: name }) => ({ value: id, label: text(name, id) }))}
            value={current.role}
            onChange={(role) => role && set({ kind: 'role', role })}
          />
        )}
        {current.kind === 'people' && (
          <PeopleInput label={t('assign-people')} value={current.people} onChange={(people) => set({ kind: 'people', people })} />
        )}
      </Stack>
    </Fieldset>
  )
}

/** People by name; those chosen before stay listed whatever is searched for. */
function PeopleInput({ label, value, onChange }: { label: string; value: string[]; onChange: (people: string[]) => void }) {
  const [search, setSearch] = useState('')
  const all = usePeople('')
  const found = usePeople(search)
  const names = new Map([...(all.data ?? []), ...(found.data ?? [])].map(({ id, name }) => [id, name]))
  const ids = [...new Set([...value, ...names.keys()])]
  return (
    <MultiSelect
      label={label}
      searchable
      data={ids.map((id) => ({ value: id, label: names.get(id) ?? id }))}
      value={value}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  )
}
