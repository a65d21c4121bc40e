import { Alert } from '@mantine/core'
import { useFormat } from '../format/use-format.ts'
import { useLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { fieldViewOf } from '../record/field-view.ts'
import { valueText } from '../record/value-text.ts'
import type { LostAnswer } from './form-draft.ts'
import { useFormParts } from './form-parts.ts'
import classes from './lost-answers.module.css'

/** What somebody had typed into fields that the form no longer has, to read and to copy. */
export function LostAnswers({ answers }: { answers: readonly LostAnswer[] }) {
  const { t } = useTranslation('ui')
  const format = useFormat()
  const { locale, zone } = useLocale()
  const { fieldTypes } = useFormParts()
  return (
    <Alert variant="light" color="warning" title={t('form.changed')} data-lost-answers>
      {t('form.lost-answers')}
      <dl className={classes.answers}>
        {answers.map(({ field, value }) => (
          <div key={field.id}>
            <dt>{format.text(field.label, field.id)}</dt>
            <dd>{valueText(value, fieldViewOf(field, fieldTypes), { locale, zone })}</dd>
          </div>
        ))}
      </dl>
    </Alert>
  )
}
