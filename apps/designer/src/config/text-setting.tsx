import { Fieldset, Stack, Textarea } from '@mantine/core'
import type { LocalizedText } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import type { SettingProps } from './setting-props.ts'

const names = { 'zh-CN': '中文', en: 'English' }

/** A text that people will read, in both languages, the reader's own first. */
export function TextSetting({ label, description, value, onChange }: SettingProps) {
  const { locale } = useLocale()
  const current = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as LocalizedText
  const order = locale === 'en' ? (['en', 'zh-CN'] as const) : (['zh-CN', 'en'] as const)
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        {order.map((language) => (
          <Textarea
            key={language}
            lang={language}
            label={names[language]}
            description={language === order[0] ? description : undefined}
            autosize
            minRows={1}
            value={current[language] ?? ''}
            onChange={(event) => onChange({ ...current, [language]: event.currentTarget.value })}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}
