import { registerMessages } from '../../i18n/i18n.ts'
import type { Translate } from '../../i18n/translation-of.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

// Apart from the texts of every form: most forms have no layout of their own.
registerMessages('form-layout', { 'zh-CN': () => import('./messages/zh-cn.ts'), en: () => import('./messages/en.ts') })

export const useLayoutTexts = (): { t: Translate } => useTranslation('form-layout')
