import { Accordion, Button, Group, Menu, ScrollArea, Stack, Switch, Text, Title } from '@mantine/core'
import { usedBy } from '@tangram/app-model'
import { type FieldDocument, type Id, inOrder, withDefaults } from '@tangram/data-model'
import { type FieldElement, fieldGroups } from '@tangram/form-engine'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { ConditionInput } from '../../config/condition-input.tsx'
import { ConfigForm } from '../../config/config-form.tsx'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { NamesOfRow, useScope } from '../../config/names.tsx'
import { useDraft } from '../../draft/draft-context.tsx'
import { SmallButton } from '../../parts/small-button.tsx'
import { fieldTypeNamed, platform } from '../../platform.ts'
import { computedPatch, settingsOf } from '../properties/computed-setting.tsx'
import { Linkage } from '../properties/linkage.tsx'
import { PersonalSetting } from '../properties/personal-setting.tsx'
import type { FormEdits } from '../use-form-edits.ts'
import { type Columns, elementOf, fitsInRow, moveColumn, patchColumn, withColumn, withFacets, withoutColumn } from './edit-columns.ts'

type ColumnsEditorProps = { entity: string; field: FieldDocument; element: FieldElement; edits: FormEdits }

/** The columns of a sub-form: added, named, ordered, set; formulas read the row they stand in. */
export function ColumnsEditor({ entity, field, element, edits }: ColumnsEditorProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { usedIds } = useDraft()
  const [open, setOpen] = useState<string | null>(null)
  const columns = field.fields ?? { order: [], items: {} }
  const onChange = (next: Columns) => edits.updateColumns(field.id, next)
  const types = platform.fields.filter(fitsInRow)
  const used = usedBy(usedIds, entity, field.id)?.columns

  function add(type: (typeof types)[number]) {
    const added = withColumn(columns, type, { entity, field: field.id, used: usedIds })
    onChange(added.columns)
    setOpen(added.id)
  }

  return (
    <NamesOfRow entity={entity} subform={field.id}>
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
                    element={element.columns?.items[column.id] ?? elementOf(column.id)}
                    places={columns.order.filter((id) => id !== column.id)}
                    usedOptions={used && Object.hasOwn(used, column.id) ? used[column.id]?.options : undefined}
                    onChange={(patch) => onChange(patchColumn(columns, column.id, patch))}
                    onFacets={(patch) =>
                      edits.updateElement(element.id, { columns: withFacets(element.columns, columns, column.id, patch) })
                    }
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
    </NamesOfRow>
  )
}

type OneColumnProps = {
  entity: string
  column: FieldDocument
  /** What the form says of the column. */
  element: FieldElement
  /** The other columns. */
  places: readonly Id[]
  usedOptions: readonly string[] | undefined
  onChange: (patch: { [property: string]: unknown }) => void
  onFacets: (patch: { [property: string]: unknown }) => void
}

function OneColumn({ entity, column, element, places, usedOptions, onChange, onFacets }: OneColumnProps) {
  const { t } = useTranslation('designer')
  const scope = useScope(entity)
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
      <PersonalSetting field={column} onChange={onChange} />
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
      <ConditionInput
        entity={entity}
        label={t('visible-when')}
        description={t('visible-when-help')}
        value={element.visible}
        onChange={(visible) => onFacets({ visible })}
      />
      <Linkage isColumn entity={entity} element={element} field={column} places={places} onChange={onFacets} />
    </Stack>
  )
}
