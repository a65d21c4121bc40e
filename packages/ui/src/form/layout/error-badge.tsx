import classes from './layout.module.css'
import { useLayoutTexts } from './use-layout-texts.ts'

/** How many fields of a tab, step or section need attention; nothing when none does. */
export function ErrorBadge({ count }: { count: number }) {
  const { t } = useLayoutTexts()
  if (count === 0) return null
  return (
    <span className={classes.badge} title={t('to-mend', { count })}>
      <span aria-hidden>{count}</span>
      <span className={classes.aloud}>{`, ${t('to-mend', { count })}`}</span>
    </span>
  )
}
