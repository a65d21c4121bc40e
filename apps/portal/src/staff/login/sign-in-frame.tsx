import { Stack, Text, Title } from '@mantine/core'
import { Logo } from '@tangram/ui'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../page/language-switch.tsx'
import classes from './sign-in-frame.module.css'

/** The page before the door: mark, language, one card. */
export function SignInFrame({ title, hint, wide = false, children }: { title: string; hint: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classes.ground}>
      <header className={classes.bar}>
        <Logo size={28} />
        <LanguageSwitch />
      </header>
      <main className={classes.card} data-wide={wide || undefined}>
        <Stack gap={6} mb="xl">
          <Title order={1} fz={28}>
            {title}
          </Title>
          <Text c="dimmed">{hint}</Text>
        </Stack>
        {children}
      </main>
    </div>
  )
}
