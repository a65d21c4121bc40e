import { Fieldset, Select, Stack, Text } from '@mantine/core'
import { inOrder, type JsonValue } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { useFormat, usePeople, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useRecordScope } from '../../config/names.tsx'
import { ValueInput } from '../../config/value-input.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { nodeTypeOf } from '../places.ts'
import { useNamesOf } from './use-names-of.ts'
import type { TryOut } from './use-simulation.ts'

/** Who starts it, where, and with which values of the record. */
export function PlayStart({ process, simulation }: { process: ProcessDocument; simulation: TryOut }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { document } = useDraft()
  const [search, setSearch] = useState('')
  const people = usePeople(search)
  const scope = useRecordScope(process.entity)
  const { play, set } = simulation
  const starts = inOrder(process.nodes).filter((node) => nodeTypeOf(node)?.begins && node.parent === undefined)
  const form = starts.map(({ config }) => config.form).find((id) => typeof id === 'string')
  const shown =
    typeof form === 'string' ? document.forms.items[form] : inOrder(document.forms).find(({ entity }) => entity === process.entity)
  const onForm = Object.values(shown?.elements.items ?? {}).flatMap((element) => (element.kind === 'field' ? [element.field] : []))
  const fields = inOrder(document.entities.items[process.entity]?.fields).filter(
    ({ id, computed }) => computed === undefined && (onForm.length === 0 || onForm.includes(id) || Object.hasOwn(play.values, id)),
  )
  const nameOf = useNamesOf(play.initiator === null ? [] : [play.initiator])
  const names = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isListed = play.initiator === null || names.some(({ value }) => value === play.initiator)
  return (
    <Fieldset legend={t('play-start')} p="sm">
      <Stack gap={8}>
        {starts.length > 1 && (
          <Select
            label={t('play-at')}
            allowDeselect={false}
            data={starts.map((node) => ({ value: node.id, label: text(node.label, node.id) }))}
            value={play.start ?? starts[0]?.id ?? null}
            onChange={(start) => set({ start: start ?? undefined, steps: [] })}
          />
        )}
        <Select
          label={t('play-initiator')}
          searchable
          data={isListed ? names : [...names, { value: play.initiator ?? '', label: nameOf(play.initiator ?? '') }]}
          value={play.initiator}
          onSearchChange={setSearch}
          onChange={(initiator) => set({ initiator, steps: [] })}
        />
        <details open={Object.keys(play.values).length > 0}>
          <summary>{t('play-values')}</summary>
          <Stack gap={8} pt={8}>
            {fields.map((field) => (
              <div key={field.id}>
                <Text size="sm" mb={2}>
                  {text(field.label, field.id)}
                </Text>
                <ValueInput
                  label={text(field.label, field.id)}
                  type={scope?.typeOf([field.id])}
                  options={scope?.optionsOf?.([field.id])}
                  value={play.values[field.id]}
                  onChange={(value: JsonValue) => set({ values: { ...play.values, [field.id]: value } })}
                />
              </div>
            ))}
          </Stack>
        </details>
      </Stack>
    </Fieldset>
  )
}
