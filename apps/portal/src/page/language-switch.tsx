import { SegmentedControl } from '@mantine/core'
import type { Locale } from '@tangram/data-model'
import { useLocale } from '@tangram/ui'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'

/** 中文 | English. Each language is written in itself, so that it can be found by those who need it. */
export function LanguageSwitch() {
  const t = useArea(commonTexts)
  const { locale, setLocale } = useLocale()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language')}
      value={locale}
      onChange={(value) => setLocale(value as Locale)}
      data={[
        { value: 'zh-CN', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  )
}
