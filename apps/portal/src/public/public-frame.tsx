import { Skeleton } from '@mantine/core'
import { Delayed, Logo } from '@tangram/ui'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../page/language-switch.tsx'
import { useArea } from '../texts/area.ts'
import { commonTexts } from '../texts/common.ts'
import classes from './public.module.css'

/** A quiet page for a phone: the content, and nothing that leads away from it. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.ground}>
      <header className={classes.bar}>
        <Logo size={22} />
        <LanguageSwitch />
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  )
}

export function PublicSkeleton() {
  const t = useArea(commonTexts)
  return (
    <Delayed>
      <div className={classes.card} role="status" aria-label={t('loading')}>
        <Skeleton height={30} width="60%" mb={24} />
        {[1, 2, 3, 4].map((row) => (
          <div key={row}>
            <Skeleton height={14} width={96} mb={8} />
            <Skeleton height={44} mb={20} />
          </div>
        ))}
      </div>
    </Delayed>
  )
}
