import { useLocale } from '@tangram/ui'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'
import classes from './language-switch.module.css'

const languages = [
  { locale: 'zh-CN', name: '中文' },
  { locale: 'en', name: 'English' },
] as const

/** 中文 | English. Each language is written in itself, so that it can be found by those who need it. */
export function LanguageSwitch() {
  const t = useArea(commonTexts)
  const { locale, setLocale } = useLocale()
  return (
    <div role="group" aria-label={t('language')} className={classes.switch}>
      {languages.map((language) => (
        <button
          key={language.locale}
          type="button"
          lang={language.locale}
          aria-pressed={locale === language.locale}
          onClick={() => setLocale(language.locale)}
        >
          {language.name}
        </button>
      ))}
    </div>
  )
}
