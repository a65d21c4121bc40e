import { Button, Group, List, PasswordInput, Stack, Text } from '@mantine/core'
import { ErrorState, useChangePassword, usePasswordRules } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'

type Field = 'current' | 'next' | 'again'

/** The present password and a new one, twice; every rule that is not met is told at once. */
export function ChangePasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const t = useArea(securityTexts)
  const change = useChangePassword()
  const [wrong, setWrong] = useState<{ [field in Field]?: string }>({})

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    const form = event.currentTarget
    const read = (name: Field) => String(new FormData(form).get(name) ?? '')
    const missing = (['current', 'next'] as const).filter((name) => read(name) === '').map((name) => [name, t('missing')])
    const found: { [field in Field]?: string } = {
      ...Object.fromEntries(missing),
      ...(read('next') !== read('again') ? { again: t('differ') } : {}),
    }
    setWrong(found)
    const first = Object.keys(found)[0]
    if (first) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus()
    else change.mutate({ current: read('current'), password: read('next') }, { onSuccess: onDone })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {change.isError && <ErrorState error={change.error} />}
        <PasswordInput name="current" label={t('current')} autoComplete="current-password" error={wrong.current} data-autofocus />
        <PasswordInput name="next" label={t('next')} autoComplete="new-password" error={wrong.next} />
        <PasswordRules />
        <PasswordInput name="again" label={t('again')} autoComplete="new-password" error={wrong.again} />
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={change.isPending}>
            {t('change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What a password must be like here, before one tries. */
export function PasswordRules() {
  const t = useArea(securityTexts)
  const rules = usePasswordRules().data?.rules ?? []
  if (rules.length === 0) return null
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('rules')}
      </Text>
      <List size="sm" c="dimmed" spacing={2}>
        {rules.map((rule) => (
          <List.Item key={rule}>{rule}</List.Item>
        ))}
      </List>
    </div>
  )
}
