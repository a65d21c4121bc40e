import { TextInput } from '@mantine/core'
import type { LocalizedText } from '@tangram/data-model'
import { useLocale, useTranslation } from '@tangram/ui'

type LabelInputsProps = {
  of: 'label' | 'help' | 'lead' | 'message' | 'others'
  value: LocalizedText | undefined
  onChange: (text: LocalizedText) => void
}

/** A text in both languages, the reader's own first. */
export function LabelInputs({ of, value, onChange }: LabelInputsProps) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const order = locale === 'en' ? (['en', 'zh-CN'] as const) : (['zh-CN', 'en'] as const)
  return order.map((language) => (
    <TextInput
      key={language}
      lang={language}
      label={t(language === 'en' ? `${of}-en` : `${of}-zh`)}
      value={value?.[language] ?? ''}
      onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
    />
  ))
}
