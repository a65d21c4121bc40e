import { SegmentedControl, Switch, Text, TextInput, Title } from '@mantine/core'
import { type ContainerElement, type DisplayElement, type FormDocument, isContainer } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { ConditionInput } from '../../config/condition-input.tsx'
import { ConfigForm } from '../../config/config-form.tsx'
import { FormulaInput } from '../../config/formula-input.tsx'
import { LabelInputs } from '../../config/label-inputs.tsx'
import { useScope } from '../../config/names.tsx'
import { ValuesSetting } from '../../config/values-setting.tsx'
import { hasWidth, spanOf } from '../element-card.tsx'
import type { FormEdits } from '../use-form-edits.ts'
import { WidthSetting } from './width-setting.tsx'

type LayoutPropertiesProps = { form: FormDocument; element: ContainerElement | DisplayElement; edits: FormEdits }

/** What can be said about what lays out or only shows. */
export function LayoutProperties({ form, element, edits }: LayoutPropertiesProps) {
  const { t } = useTranslation('designer')
  const update = (patch: { [property: string]: unknown }) => edits.updateElement(element.id, patch)
  return (
    <>
      <Title order={2} size="h3">
        {t(element.kind)}
      </Title>
      {element.kind !== 'divider' && <LabelInputs of="label" value={element.label} onChange={(label) => update({ label })} />}
      {isContainer(element) && element.kind !== 'tabs' && element.kind !== 'steps' && (
        <LabelInputs of="lead" value={element.description} onChange={(description) => update({ description })} />
      )}
      {element.kind === 'section' && (
        <Switch
          label={t('begins-folded')}
          description={t('begins-folded-help')}
          checked={element.collapsed === true}
          onChange={(event) => update({ collapsed: event.currentTarget.checked || undefined })}
        />
      )}
      {element.kind === 'steps' && (
        <Text size="sm" c="dimmed">
          {t('steps-help')}
        </Text>
      )}
      {element.kind === 'button' && <ActionSetting form={form} button={element} onChange={update} />}
      {element.kind === 'qr' && <CodeSetting form={form} code={element} onChange={update} />}
      {hasWidth(element) && <WidthSetting span={spanOf(element)} onChange={(span) => update({ span })} />}
      <ConditionInput
        entity={form.entity}
        label={t('visible-when')}
        description={t('visible-when-help')}
        value={element.visible}
        onChange={(visible) => update({ visible })}
      />
    </>
  )
}

type SettingProps<Name extends string> = { form: FormDocument; onChange: (patch: { [property: string]: unknown }) => void } & {
  [N in Name]: DisplayElement
}

/** What pressing the button does. */
function ActionSetting({ form, button, onChange }: SettingProps<'button'>) {
  const { t } = useTranslation('designer')
  const action = button.action ?? { type: 'open' as const, address: '' }
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('button-action')}
        value={action.type}
        onChange={(type) => onChange({ action: type === 'open' ? { type, address: 'https://' } : { type, values: {} } })}
        data={[
          { value: 'open', label: t('button-open') },
          { value: 'fill', label: t('button-fill') },
        ]}
      />
      {action.type === 'open' ? (
        <TextInput
          label={t('button-address')}
          description={t('button-address-help')}
          value={action.address}
          onChange={(event) => onChange({ action: { type: 'open', address: event.currentTarget.value } })}
        />
      ) : (
        <ValuesSetting
          label={t('button-values')}
          property={{ valueType: { kind: 'json' }, label: {} }}
          value={action.values}
          entity={form.entity}
          siblings={{}}
          usedOptions={[]}
          Form={ConfigForm}
          onChange={(values) => onChange({ action: { type: 'fill', values: values ?? {} } })}
        />
      )}
    </>
  )
}

/** The text in the code: words with fields in them, or a formula. */
function CodeSetting({ form, code, onChange }: SettingProps<'code'>) {
  const { t } = useTranslation('designer')
  const scope = useScope(form.entity)
  const isFormula = typeof code.text === 'object' && code.text !== null
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('code-text')}
        value={isFormula ? 'formula' : 'words'}
        onChange={(kind) => onChange({ text: kind === 'words' ? '' : { cat: [] } })}
        data={[
          { value: 'words', label: t('code-words') },
          { value: 'formula', label: t('formula') },
        ]}
      />
      {isFormula && scope ? (
        <FormulaInput scope={scope} label={t('code-text')} value={code.text} onChange={(text) => onChange({ text: text ?? '' })} />
      ) : (
        <TextInput
          label={t('code-text')}
          description={t('code-text-help')}
          value={typeof code.text === 'string' ? code.text : ''}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
    </>
  )
}
