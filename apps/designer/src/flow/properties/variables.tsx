import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core'
import { inOrder, type ValueType } from '@tangram/data-model'
import type { ProcessDocument, VariableDocument } from '@tangram/flow-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useScope } from '../../config/names.tsx'
import settings from '../../config/settings.module.css'
import { useDraftActions } from '../../draft/draft-context.tsx'
import { idFrom } from '../../form/new-element.ts'
import { SmallButton } from '../../parts/small-button.tsx'
import { setProcess } from '../edit-flow.ts'

/** What a variable can hold, in the words of people. */
const types: { [name: string]: ValueType } = {
  text: { kind: 'text' },
  number: { kind: 'decimal', precision: 18, scale: 4 },
  integer: { kind: 'integer' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp' },
  person: { kind: 'reference', to: 'person' },
  list: { kind: 'list', of: { kind: 'text' } },
  json: { kind: 'json' },
}

const typeName = (type: ValueType): string =>
  type.kind === 'decimal' ? 'number' : type.kind === 'reference' ? 'person' : Object.hasOwn(types, type.kind) ? type.kind : 'json'

/** Values an instance carries beside its record; formulas read them as $vars. */
export function Variables({ process }: { process: ProcessDocument }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { run } = useDraftActions()
  const scope = useScope(process.entity)
  const all = inOrder(process.variables)
  const save = (variables: readonly VariableDocument[]) =>
    run(
      setProcess(process, {
        variables: { order: variables.map(({ id }) => id), items: Object.fromEntries(variables.map((one) => [one.id, one])) },
      }),
    )
  const add = () => {
    const n = all.length + 1
    const id = idFrom(`variable_${n}`, (taken) => process.variables?.items[taken] !== undefined)
    save([...all, { id, label: { 'zh-CN': `变量 ${n}`, en: `Variable ${n}` }, valueType: { kind: 'text' } }])
  }
  const change = (at: number, patch: { [name in keyof VariableDocument]?: VariableDocument[name] | undefined }) =>
    save(all.map((one, index) => (index === at ? (withoutUndefined({ ...one, ...patch }) as VariableDocument) : one)))
  return (
    <Fieldset legend={t('variables')} p="sm">
      <Stack gap={8}>
        <Text size="sm" c="dimmed">
          {t('variables-help')}
        </Text>
        {all.map((variable, at) => (
          <div key={variable.id} className={settings.row} role="group" aria-label={text(variable.label, variable.id)}>
            <Group justify="space-between" wrap="nowrap">
              <Text size="md" fw={500}>
                $vars.{variable.id}
              </Text>
              <SmallButton
                icon="x"
                label={t('remove-variable', { name: text(variable.label, variable.id) })}
                onClick={() => save(all.toSpliced(at, 1))}
              />
            </Group>
            <LabelInputs of="label" value={variable.label} onChange={(label) => change(at, { label })} />
            <Select
              label={t('variable-type')}
              allowDeselect={false}
              data={Object.keys(types).map((name) => ({ value: name, label: t(`type-${name}`) }))}
              value={typeName(variable.valueType)}
              onChange={(name) => name && change(at, { valueType: types[name] ?? { kind: 'json' }, default: undefined })}
            />
            {scope && (
              <FormulaInput
                scope={scope}
                label={t('variable-default')}
                value={variable.default}
                onChange={(next) => change(at, { default: next })}
              />
            )}
          </div>
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
          {t('add-variable')}
        </Button>
      </Stack>
    </Fieldset>
  )
}

const withoutUndefined = (value: object) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))
