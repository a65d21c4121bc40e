import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { type Session, useEndSeeAs, useFormat, useLocale } from '@tangram/ui'
import { useEffect } from 'react'
import { useArea } from '../../texts/area.ts'
import { rightsTexts } from '../../texts/rights.ts'
import classes from './see-as-banner.module.css'

type SeeAs = NonNullable<Session['seeAs']>

/** Says on every page as whom an administrator looks, and ends it with one click; by itself when the time is over. */
export function SeeAsBanner({ seeAs, name }: { seeAs: SeeAs; name: string }) {
  const t = useArea(rightsTexts)
  const { text, instant } = useFormat()
  const { locale } = useLocale()
  const end = useEndSeeAs(() => window.location.assign('/'))
  const roles = seeAs.roles.map((role) => text(role)).join(locale === 'zh-CN' ? '、' : ', ')
  const whom = seeAs.person === null ? t('roleNamed', { roles }) : name

  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), Math.max(Date.parse(seeAs.until) - Date.now(), 0) + 1_000)
    return () => clearTimeout(timer)
  }, [seeAs.until])

  return (
    <section className={classes.banner} aria-label={t('seeAs')}>
      <IconEye size={18} stroke={1.5} aria-hidden />
      <span className={classes.words}>{t('banner', { name: whom, time: instant(seeAs.until, 'short') })}</span>
      <Button size="xs" variant="white" loading={end.isPending} onClick={() => end.mutate()}>
        {t('end')}
      </Button>
    </section>
  )
}
