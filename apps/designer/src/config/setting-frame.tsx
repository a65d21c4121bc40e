import { Fieldset, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** The frame of a setting made of several inputs. */
export function SettingFrame({ label, description, children }: { label: string; description?: string | undefined; children: ReactNode }) {
  return (
    <Fieldset legend={label} p="sm">
      <Stack gap={6}>
        {description && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        {children}
      </Stack>
    </Fieldset>
  )
}
