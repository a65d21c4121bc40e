import { IconEyeOff } from '@tabler/icons-react'
import type { JsonValue } from '@tangram/data-model'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './record-value.module.css'

/** A value that its reader may see in part only: as text, for half a number can neither be called nor written to. */
export function MaskedCell({ value }: { value: JsonValue }) {
  const { t } = useTranslation('ui')
  if (value === null || value === '') return null
  return (
    <span className={classes.masked} title={t('maskedCell')}>
      {String(value)}
      <IconEyeOff size={14} stroke={1.5} role="img" aria-label={t('maskedCell')} />
    </span>
  )
}
