import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from '@tangram/ui'
import { type FormEvent, type ReactNode, useState } from 'react'

type NameFormProps = {
  /** What is about to be made. */
  about: string
  /** Further questions, below the name. */
  children?: ReactNode
  onName: (name: string) => void
  onCancel: () => void
}

/** Asks for the name of something new. */
export function NameForm({ about, children, onName, onCancel }: NameFormProps) {
  const { t } = useTranslation('designer')
  const [name, setName] = useState('')
  const given = name.trim()

  function make(event: FormEvent) {
    event.preventDefault()
    if (given !== '') onName(given)
  }

  return (
    <form onSubmit={make}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        <TextInput
          data-autofocus
          required
          label={t('label')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={given === ''}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
