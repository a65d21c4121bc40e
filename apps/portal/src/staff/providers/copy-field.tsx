import { Button, Group, TextInput } from '@mantine/core'
import { notify } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { providersTexts } from '../../texts/providers.ts'

/** A text to be taken elsewhere. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useArea(providersTexts)
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => void notify({ message: t('copied') }),
      // Where the browser forbids it the text is there to be selected.
      () => undefined,
    )
  return (
    <Group align="flex-end" gap={8} wrap="nowrap">
      <TextInput label={label} value={value} readOnly style={{ flex: 1 }} onFocus={(event) => event.currentTarget.select()} />
      <Button variant="default" onClick={() => void copy()} style={{ flex: 'none' }}>
        {t('copy')}
      </Button>
    </Group>
  )
}
