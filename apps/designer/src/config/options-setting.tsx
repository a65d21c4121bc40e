import { ActionIcon, Button, Fieldset, Group, Stack, TextInput } from '@mantine/core'
import type { Option } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import { newOptionId } from '../form/new-element.ts'

type OptionsSettingProps = { label: string; value: Option[]; used: readonly string[]; onChange: (options: Option[]) => void }

/** The choices of a choice field, in both languages. The id of a choice is made once and never changes: records hold it. */
export function OptionsSetting({ label, value, used, onChange }: OptionsSettingProps) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const replace = (id: string, change: (option: Option) => Option) =>
    onChange(value.map((option) => (option.id === id ? change(option) : option)))
  const add = () => {
    const name = `${t('option-label')} ${value.length + 1}`
    const id = newOptionId(value, used)
    onChange([...value, { id, label: { 'zh-CN': name, en: name } }])
  }
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        {value.map((option, index) => (
          <Group key={option.id} gap={4} wrap="nowrap">
            <TextInput
              aria-label={t('option-zh', { n: index + 1 })}
              placeholder="中文"
              value={option.label['zh-CN'] ?? ''}
              onChange={(event) => {
                const changed = event.currentTarget.value
                replace(option.id, (before) => ({ ...before, label: { ...before.label, 'zh-CN': changed } }))
              }}
            />
            <TextInput
              aria-label={t('option-en', { n: index + 1 })}
              placeholder="English"
              value={option.label.en ?? ''}
              onChange={(event) => {
                const changed = event.currentTarget.value
                replace(option.id, (before) => ({ ...before, label: { ...before.label, en: changed } }))
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('remove-option', { name: text(option.label, option.id) })}
              onClick={() => onChange(value.filter((other) => other.id !== option.id))}
            >
              <Icon name="x" size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="default" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
          {t('add-option')}
        </Button>
      </Stack>
    </Fieldset>
  )
}
