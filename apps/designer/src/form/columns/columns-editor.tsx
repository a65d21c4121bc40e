import { Accordion, Button, Group, Menu, ScrollArea, Stack, Switch, Text, Title } from '@mantine/core'
import { resolveApp, usedBy } from '@tangram/app-model'
import { type FieldDocument, inOrder, withDefaults } from '@tangram/data-model'
import { rowScope, type Scope } from '@tangram/expression'
import { fieldGroups } from '@tangram/form-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { ConfigForm } from '../../config/config-form.tsx'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { SmallButton } from '../../parts/small-button.tsx'
import { fieldTypeNamed, platform } from '../../platform.ts'
import { computedPatch, settingsOf } from '../properties/computed-setting.tsx'
import { type Columns, fitsInRow, moveColumn, patchColumn, withColumn, withoutColumn } from './edit-columns.ts'

type ColumnsEditorProps = { entity: string; field: FieldDocument; onChange: (columns: Columns) => void }

/** The columns of a sub-form: added, named, ordered, set; formulas read the row they stand in. */
export function ColumnsEditor({ entity, field, onChange }: ColumnsEditorProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { usedIds } = useDraft()
  const [open, setOpen] = useState<string | null>(null)
  const columns = field.fields ?? { order: [], items: {} }
  const scope = useRowScope(entity, field)
  const types = platform.fields.filter(fitsInRow)
  const used = usedBy(usedIds, entity, field.id)?.columns

  function add(type: (typeof types)[number]) {
    const added = withColumn(columns, type, { entity, field: field.id, used: usedIds })
    onChange(added.columns)
    setOpen(added.id)
  }

  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('columns')}
      </Title>
      {columns.order.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('no-columns')}
        </Text>
      )}
      <Accordion variant="contained" value={open} onChange={setOpen} keepMounted={false}>
        {inOrder(columns).map((column, at) => {
          const name = text(column.label, column.id)
          const type = fieldTypeNamed(column.type)
          return (
            <Accordion.Item key={column.id} value={column.id}>
              <Group wrap="nowrap" gap={2} pr={4}>
                <Accordion.Control icon={<Icon name={type?.icon ?? 'puzzle'} size={16} />}>{name}</Accordion.Control>
                <SmallButton
                  icon="arrow-up"
                  label={`${t('move-up')} ${name}`}
                  disabled={at === 0}
                  onClick={() => onChange(moveColumn(columns, column.id, -1))}
                />
                <SmallButton
                  icon="arrow-down"
                  label={`${t('move-down')} ${name}`}
                  disabled={at === columns.order.length - 1}
                  onClick={() => onChange(moveColumn(columns, column.id, 1))}
                />
                <SmallButton
                  icon="x"
                  label={t('remove-value', { name })}
                  disabled={columns.order.length === 1}
                  onClick={() => onChange(withoutColumn(columns, column.id))}
                />
              </Group>
              <Accordion.Panel>
                <OneColumn
                  entity={entity}
                  column={column}
                  scope={scope}
                  usedOptions={used && Object.hasOwn(used, column.id) ? used[column.id]?.options : undefined}
                  onChange={(patch) => onChange(patchColumn(columns, column.id, patch))}
                />
              </Accordion.Panel>
            </Accordion.Item>
          )
        })}
      </Accordion>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
            {t('add-column')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ScrollArea.Autosize mah={320}>
            {fieldGroups.map((group) => {
              const own = types.filter((type) => type.group === group.id)
              if (own.length === 0) return null
              return (
                <div key={group.id}>
                  <Menu.Label>{text(group.label)}</Menu.Label>
                  {own.map((type) => (
                    <Menu.Item key={type.type} leftSection={<Icon name={type.icon} size={16} />} onClick={() => add(type)}>
                      {text(type.label)}
                    </Menu.Item>
                  ))}
                </div>
              )
            })}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
    </Stack>
  )
}

type OneColumnProps = {
  entity: string
  column: FieldDocument
  scope: Scope | undefined
  usedOptions: readonly string[] | undefined
  onChange: (patch: { [property: string]: unknown }) => void
}

function OneColumn({ entity, column, scope, usedOptions, onChange }: OneColumnProps) {
  const { t } = useTranslation('designer')
  const type = fieldTypeNamed(column.type)
  const isFormula = type?.typeOfFormula !== undefined
  return (
    <Stack gap="sm">
      <LabelInputs of="label" value={column.label} onChange={(label) => onChange({ label })} />
      {column.computed === undefined && !isFormula && (
        <Switch
          label={t('required')}
          checked={column.required === true}
          onChange={(event) => onChange({ required: event.currentTarget.checked || undefined })}
        />
      )}
      {scope && (
        <FormulaInput
          scope={scope}
          label={t('computed-by')}
          description={t('row-formula-help')}
          value={column.computed}
          onChange={(computed) =>
            onChange({
              ...(isFormula ? computedPatch(column, computed, scope) : { computed }),
              ...(computed === undefined ? {} : { required: undefined, default: undefined }),
            })
          }
        />
      )}
      {scope && column.computed === undefined && !isFormula && (
        <FormulaInput scope={scope} label={t('default-value')} value={column.default} onChange={(value) => onChange({ default: value })} />
      )}
      {type && Object.keys(settingsOf(type)).length > 0 && (
        <ConfigForm
          nested
          schema={settingsOf(type)}
          entity={entity}
          usedOptions={usedOptions}
          config={withDefaults(type.config, column.config)}
          onChange={(config) => onChange({ config })}
        />
      )}
    </Stack>
  )
}

/** What formulas of a row may name: the columns, and by `$parent` the record around them. */
function useRowScope(entity: string, field: FieldDocument): Scope | undefined {
  const { document } = useDraft()
  return useMemo(() => {
    const app = resolveApp(document, platform)
    const resolved = app.entity(entity)
    const attribute = resolved && Object.hasOwn(resolved.attributes, field.id) ? resolved.attributes[field.id] : undefined
    return resolved && attribute?.rows ? rowScope(resolved, attribute, (id) => app.entity(id)) : undefined
  }, [document, entity, field.id])
}
