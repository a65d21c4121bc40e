import { Fieldset, MultiSelect, NumberInput, Select, Stack, Switch, TagsInput } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { Assignees, PickRule } from '@tangram/flow-engine'
import { useFormat, usePeople, useTeams, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { useFlow } from './flow-context.ts'
import { FormulaInput } from './formula-input.tsx'
import { useScope } from './names.tsx'
import { useDepartments } from './use-departments.ts'

type Kind = Assignees['kind']

/** Kinds that need a process: who acted before, and the rest a rule has no answer to. */
const kinds: readonly Kind[] = ['field', 'team', 'department', 'role', 'leader', 'initiator', 'people', 'previous', 'skill', 'expression']
const inRules: readonly Kind[] = ['field', 'team', 'role', 'initiator', 'people']

type AssigneesInputProps = {
  label: string
  description?: string | undefined
  value: Assignees | undefined
  /** True: nobody is an answer. */
  isOptional?: boolean
  entity: string | undefined
  onChange: (assignees: Assignees) => void
  onClear?: () => void
}

/**
 * Who gets a task: people in a field, a team, a department, a role, leaders, whoever started it or acted before, people with skills,
 * named people, or what a formula gives.
 */
export function AssigneesInput({ label, description, value, isOptional, entity, onChange, onClear }: AssigneesInputProps) {
  const { t } = useTranslation('flow')
  const flow = useFlow()
  const start = useStart(entity)
  const current = value ?? (isOptional ? undefined : ({ kind: 'initiator' } as const))
  const offered = flow ? kinds : inRules
  const all = current && !offered.includes(current.kind) ? [...offered, current.kind] : offered
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        <Select
          aria-label={label}
          description={description}
          allowDeselect={false}
          data={[
            ...(isOptional ? [{ value: '', label: t('assign-nobody') }] : []),
            ...all.map((kind) => ({ value: kind, label: t(`assign-${kind}`) })),
          ]}
          value={current?.kind ?? ''}
          onChange={(kind) => (kind ? onChange(start(kind as Kind)) : onClear?.())}
        />
        {current && <Details key={current.kind} value={current} entity={entity} onChange={onChange} />}
        {current && picks(current) && (
          <Select
            label={t('assign-pick')}
            allowDeselect={false}
            data={(['all', 'least-loaded', 'round-robin'] as const).map((pick) => ({ value: pick, label: t(`pick-${pick}`) }))}
            value={('pick' in current ? current.pick : undefined) ?? 'all'}
            onChange={(pick) => pick && onChange({ ...current, pick: pick as PickRule } as Assignees)}
          />
        )}
      </Stack>
    </Fieldset>
  )
}

/** Whether there may be several people to choose among; a team has always said how. */
const picks = ({ kind }: Assignees) => !['initiator', 'leader', 'previous'].includes(kind)

/** What a kind begins with: the first thing there is to choose. */
function useStart(entity: string | undefined): (kind: Kind) => Assignees {
  const { document } = useDraft()
  const flow = useFlow()
  const teams = useTeams()
  const departments = useDepartments()
  return (kind) => {
    switch (kind) {
      case 'field':
        return { kind, field: holdersIn(inOrder(document.entities.items[entity ?? '']?.fields))[0]?.id ?? '', pick: 'all' }
      case 'team':
        return { kind, team: teams.data?.[0]?.key ?? '', pick: 'all' }
      case 'department':
        return { kind, department: departments.data?.[0]?.key ?? '', below: false, pick: 'all' }
      case 'role':
        return { kind, role: document.access.roles.order[0] ?? '', pick: 'all' }
      case 'leader':
        return { kind, levels: 1 }
      case 'people':
        return { kind, people: [], pick: 'all' }
      case 'previous':
        return { kind, node: inOrder(flow?.nodes).find(({ config }) => 'assignees' in config)?.id ?? flow?.nodes.order[0] ?? '' }
      case 'skill':
        return { kind, skills: [], pick: 'all' }
      case 'expression':
        return { kind, logic: { var: '$initiator' }, pick: 'all' }
      default:
        return { kind: 'initiator' }
    }
  }
}

const holders = ['member', 'team', 'department']

const holdersIn = <F extends { id: string; type: string }>(fields: readonly F[]): F[] => fields.filter(({ type }) => holders.includes(type))

type DetailsProps = { value: Assignees; entity: string | undefined; onChange: (assignees: Assignees) => void }

function Details({ value, entity, onChange }: DetailsProps) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { document } = useDraft()
  const flow = useFlow()
  const scope = useScope(entity)
  const teams = useTeams(value.kind === 'team')
  const departments = useDepartments(value.kind === 'department')
  const fields = holdersIn(inOrder(document.entities.items[entity ?? '']?.fields))
  switch (value.kind) {
    case 'field':
      return (
        <Select
          label={t('assign-field')}
          allowDeselect={false}
          data={fields.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
          value={value.field}
          onChange={(field) => field && onChange({ ...value, field })}
        />
      )
    case 'team':
      return (
        <Select
          label={t('assign-team')}
          allowDeselect={false}
          searchable
          data={(teams.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={value.team}
          onChange={(team) => team && onChange({ ...value, team })}
        />
      )
    case 'department':
      return (
        <>
          <Select
            label={t('assign-department')}
            allowDeselect={false}
            searchable
            data={(departments.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            value={value.department}
            onChange={(department) => department && onChange({ ...value, department })}
          />
          <Switch
            label={t('department-below')}
            checked={value.below === true}
            onChange={(event) => onChange({ ...value, below: event.currentTarget.checked })}
          />
        </>
      )
    case 'role':
      return (
        <Select
          label={t('assign-role')}
          allowDeselect={false}
          data={inOrder(document.access.roles).map(({ id, label }) => ({ value: id, label: text(label, id) }))}
          value={value.role}
          onChange={(role) => role && onChange({ ...value, role })}
        />
      )
    case 'leader':
      return (
        <>
          <Select
            label={t('leader-of')}
            allowDeselect={false}
            data={[
              { value: '', label: t('assign-initiator') },
              ...fields.filter(({ type }) => type === 'member').map(({ id, label }) => ({ value: id, label: text(label, id) })),
            ]}
            value={value.of ?? ''}
            onChange={(of) => {
              const { of: _before, ...rest } = value
              onChange(of ? { ...rest, of } : rest)
            }}
          />
          <NumberInput
            label={t('leader-levels')}
            min={1}
            max={20}
            value={value.levels}
            onChange={(levels) => onChange({ ...value, levels: Number(levels) || 1 })}
          />
          <Switch
            label={t('leader-chain')}
            checked={value.chain === true}
            onChange={(event) => onChange({ ...value, chain: event.currentTarget.checked })}
          />
        </>
      )
    case 'people':
      return <PeopleInput label={t('assign-people')} value={value.people} onChange={(people) => onChange({ ...value, people })} />
    case 'previous':
      return (
        <Select
          label={t('previous-node')}
          allowDeselect={false}
          data={inOrder(flow?.nodes).map((node) => ({ value: node.id, label: text(node.label, node.id) }))}
          value={value.node}
          onChange={(node) => node && onChange({ ...value, node })}
        />
      )
    case 'skill':
      return (
        <>
          {Array.isArray(value.skills) || typeof value.skills === 'string' ? (
            <TagsInput
              label={t('skills')}
              description={t('skills-help')}
              value={(Array.isArray(value.skills) ? value.skills : [value.skills]).filter((skill) => typeof skill === 'string')}
              onChange={(skills) => onChange({ ...value, skills })}
            />
          ) : (
            scope && (
              <FormulaInput
                scope={scope}
                label={t('skills')}
                value={value.skills}
                onChange={(skills) => onChange({ ...value, skills: skills ?? [] })}
              />
            )
          )}
          <AssigneesInput
            label={t('skill-from')}
            value={value.from}
            isOptional
            entity={entity}
            onChange={(from) => onChange({ ...value, from })}
            onClear={() => {
              const { from: _before, ...rest } = value
              onChange(rest)
            }}
          />
        </>
      )
    case 'expression':
      return scope ? (
        <FormulaInput
          scope={scope}
          label={t('assign-expression')}
          description={t('assign-expression-help')}
          value={value.logic}
          onChange={(logic) => onChange({ ...value, logic: logic ?? { var: '$initiator' } })}
        />
      ) : null
    default:
      return null
  }
}

/** People by name; those chosen before stay listed whatever is searched for. */
export function PeopleInput({ label, value, onChange }: { label: string; value: string[]; onChange: (people: string[]) => void }) {
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
