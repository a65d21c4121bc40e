import { IconLock } from '@tabler/icons-react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './record-value.module.css'

/** Stands where a record does not show its reader a field that others show. */
export function UnseenCell() {
  const { t } = useTranslation('ui')
  return (
    <span className={classes.none} role="img" aria-label={t('unseenCell')} title={t('unseenCell')}>
      <IconLock size={14} stroke={1.5} aria-hidden />
    </span>
  )
}
