import { Anchor, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useQrCode } from '../../page/use-qr-code.ts'
import { useArea } from '../../texts/area.ts'
import { commonTexts } from '../../texts/common.ts'
import { recordsTexts } from '../../texts/records.ts'
import classes from './records-page.module.css'

export type ShareDialogProps = { label: string; address: string; onClose: () => void }

/** A public form to hand out: its link, and a code to scan. */
export default function ShareDialog({ label, address, onClose }: ShareDialogProps) {
  const t = useArea(recordsTexts)
  const common = useArea(commonTexts)
  const clipboard = useClipboard({ timeout: 3000 })
  const link = new URL(address, window.location.origin).href
  const picture = useQrCode(link)
  return (
    <Modal opened onClose={onClose} title={t('shareTitle', { form: label })} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack gap="md">
        <Text c="dimmed">{t('shareText')}</Text>
        <div className={classes.qr}>{picture && <img src={picture} alt={t('shareQr', { form: label })} />}</div>
        <TextInput
          label={t('shareLink')}
          value={link}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          rightSectionWidth={96}
          rightSection={
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={clipboard.copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
              onClick={() => clipboard.copy(link)}
            >
              {common(clipboard.copied ? 'copied' : 'copy')}
            </Button>
          }
        />
        <Group justify="space-between">
          <Anchor href={link} target="_blank" rel="noreferrer">
            {t('openForm')}
          </Anchor>
          {picture && (
            <Button component="a" variant="default" href={picture} download="qr.png" leftSection={<IconDownload size={18} stroke={1.5} />}>
              {t('downloadQr')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
