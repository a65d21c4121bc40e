import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import classes from './security.module.css'

/** Shown once; whoever looks says that they have put them down. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useArea(securityTexts)
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.map((code) => `${code}\n`).join(''))}`
  return (
    <Stack>
      <Text fw={600}>{t('codesTitle')}</Text>
      <Text>{t('codesText')}</Text>
      <ul className={classes.codes} aria-label={t('codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button
          variant="default"
          component="a"
          href={file}
          download={t('fileName')}
          leftSection={<IconDownload size={18} stroke={1.5} aria-hidden />}
        >
          {t('download')}
        </Button>
        <Button onClick={onDone} data-autofocus>
          {t('saved')}
        </Button>
      </Group>
    </Stack>
  )
}
