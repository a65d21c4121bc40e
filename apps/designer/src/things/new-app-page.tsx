import { Button, Card, Stack, Text, TextInput, Title } from '@mantine/core'
import { notify, problemText, useApps, useClient, useLocale, useTranslation } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { ExcelButton } from '../excel/excel-button.tsx'
import { idFrom } from '../form/new-element.ts'
import classes from '../shell/workbench.module.css'
import { emptyApp } from './empty-app.ts'

/** `/designer/new`: a name, and there is an app to build. Administrators only; the server says so to others. */
export function NewAppPage() {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const client = useClient()
  const apps = useApps()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [isMaking, setMaking] = useState(false)

  async function make(event: FormEvent) {
    event.preventDefault()
    const label = name.trim()
    if (label === '') return
    setMaking(true)
    try {
      // The list may still be on its way when somebody types fast.
      const known = apps.data ?? (await apps.refetch()).data ?? []
      const id = idFrom(label, (candidate) => candidate === 'new' || known.some((app) => app.id === candidate))
      await client.send('POST', '/apps', { document: emptyApp(id, { [locale]: label }) })
      await apps.refetch()
      navigate(`/${id}/data`)
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
      setMaking(false)
    }
  }

  return (
    <main className={classes.page}>
      <Card withBorder padding="lg" maw={560} mx="auto" component="form" onSubmit={(event) => void make(event as unknown as FormEvent)}>
        <Stack gap="md">
          <Title order={1} size="h2">
            {t('new-app')}
          </Title>
          <Text size="md" c="dimmed">
            {t('new-app-text')}
          </Text>
          <TextInput
            required
            autoFocus
            label={t('label')}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ExcelButton />
          <Button type="submit" loading={isMaking} disabled={name.trim() === ''}>
            {t('create')}
          </Button>
        </Stack>
      </Card>
    </main>
  )
}
