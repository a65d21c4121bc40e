import { Avatar, type MantineColorScheme, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconEye, IconLink, IconLogout, IconShieldLock, IconUserShare, IconUsers } from '@tabler/icons-react'
import type { Locale } from '@tangram/data-model'
import { hasDuty, useLocale, useSignOut, useUpdateMe } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { rightsTexts } from '../../texts/rights.ts'
import { shellTexts } from '../../texts/shell.ts'
import { hueOf } from '../people/hue-of.ts'
import type { SignedIn } from './frame.tsx'

const SeeAsDialog = lazy(() => import('../rights/see-as-dialog.tsx'))

const languages: { locale: Locale; name: string }[] = [
  { locale: 'zh-CN', name: '中文' },
  { locale: 'en', name: 'English' },
]

/** Language, appearance, sign out. */
export function AccountMenu({ person, isTrial }: { person: SignedIn; isTrial: boolean }) {
  const t = useArea(shellTexts)
  const common = useArea(commonTexts)
  const rights = useArea(rightsTexts)
  const [isChoosing, setChoosing] = useState(false)
  const [, navigate] = useLocation()
  const { locale, setLocale } = useLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const updateMe = useUpdateMe()
  const signOut = useSignOut(({ leaveTo }) => (leaveTo ? window.location.assign(leaveTo) : navigate('/login')))
  const schemes = [
    { scheme: 'auto', name: t('themeAuto') },
    { scheme: 'light', name: t('themeLight') },
    { scheme: 'dark', name: t('themeDark') },
  ] as const

  function choose(next: Locale) {
    setLocale(next)
    updateMe.mutate({ locale: next })
  }

  return (
    <>
      <Menu position="bottom-end" width={220} withinPortal>
        <Menu.Target>
          <UnstyledButton aria-label={t('account', { name: person.name })} p={4} style={{ borderRadius: 999 }}>
            <Avatar color={hueOf(person.id)} radius={999} size={32} aria-hidden>
              {person.name.slice(0, 1)}
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {person.name}
            {person.teams.length > 0 && ` · ${person.teams.map((team) => team.name).join(locale === 'zh-CN' ? '、' : ', ')}`}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{common('language')}</Menu.Label>
          <Menu.RadioGroup value={locale} onChange={(value) => choose(value as Locale)}>
            {languages.map((language) => (
              <Menu.RadioItem key={language.locale} value={language.locale} lang={language.locale}>
                {language.name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Label>{t('theme')}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
            {schemes.map(({ scheme, name }) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item component={Link} href="/stand-ins" leftSection={<IconUserShare size={18} stroke={1.5} />}>
            {t('standIns')}
          </Menu.Item>
          <Menu.Item component={Link} href="/security" leftSection={<IconShieldLock size={18} stroke={1.5} />}>
            {t('security')}
          </Menu.Item>
          <Menu.Item component={Link} href="/linked-accounts" leftSection={<IconLink size={18} stroke={1.5} />}>
            {t('linkedAccounts')}
          </Menu.Item>
          {hasDuty(person, 'security') && (
            <Menu.Item leftSection={<IconEye size={18} stroke={1.5} />} onClick={() => setChoosing(true)}>
              {rights('seeAs')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={isTrial ? <IconUsers size={18} stroke={1.5} /> : <IconLogout size={18} stroke={1.5} />}
            onClick={() => signOut.mutate()}
          >
            {isTrial ? t('switchPerson') : t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChoosing && (
        <Suspense fallback={null}>
          <SeeAsDialog onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  )
}
