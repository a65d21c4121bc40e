import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconLogout, IconUsers } from '@tabler/icons-react'
import type { Locale } from '@tangram/data-model'
import { useLocale, useSignOut, useUpdateMe } from '@tangram/ui'
import { useLocation } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { hueOf } from '../people/hue-of.ts'
import type { SignedIn } from './frame.tsx'

const languages: { locale: Locale; name: string }[] = [
  { locale: 'zh-CN', name: '中文' },
  { locale: 'en', name: 'English' },
]

/** Language, appearance, sign out. */
export function AccountMenu({ person, isTrial }: { person: SignedIn; isTrial: boolean }) {
  const t = useArea(shellTexts)
  const common = useArea(commonTexts)
  const [, navigate] = useLocation()
  const { locale, setLocale } = useLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const updateMe = useUpdateMe()
  const signOut = useSignOut()
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
        {languages.map((language) => (
          <Menu.Item
            key={language.locale}
            role="menuitemradio"
            aria-checked={locale === language.locale}
            rightSection={locale === language.locale && <IconCheck size={16} stroke={1.5} aria-hidden />}
            onClick={() => choose(language.locale)}
          >
            {language.name}
          </Menu.Item>
        ))}
        <Menu.Label>{t('theme')}</Menu.Label>
        {schemes.map(({ scheme, name }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={colorScheme === scheme && <IconCheck size={16} stroke={1.5} aria-hidden />}
            onClick={() => setColorScheme(scheme)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={isTrial ? <IconUsers size={18} stroke={1.5} /> : <IconLogout size={18} stroke={1.5} />}
          onClick={() => signOut.mutate(undefined, { onSuccess: () => navigate('/login') })}
        >
          {isTrial ? t('switchPerson') : t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
