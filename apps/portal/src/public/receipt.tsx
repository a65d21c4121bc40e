import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { Submission } from '@tangram/ui'
import { useArea } from '../texts/area.ts'
import { publicTexts } from '../texts/public.ts'
import { OutcomeCard } from './outcome-card.tsx'
import classes from './public.module.css'

/** What a customer takes away: the tracking number and the way to its progress. */
export default function Receipt({
  submission,
  thanks,
  onAnother,
}: {
  submission: Submission
  thanks: string | undefined
  onAnother: () => void
}) {
  const t = useArea(publicTexts)
  const clipboard = useClipboard({ timeout: 3000 })
  const { number, progressUrl } = submission
  return (
    <OutcomeCard figure="boat" title={thanks || t('thanks')} text={number ? t('keepNumber') : ''}>
      {number && (
        <>
          <div id="tracking-number-label">{t('number')}</div>
          <output
            className={classes.number}
            style={{ display: 'block' }}
            aria-labelledby="tracking-number-label"
            data-testid="tracking-number"
          >
            {number}
          </output>
        </>
      )}
      <div className={classes.buttons}>
        {number && (
          <Button
            size="md"
            variant="default"
            leftSection={clipboard.copied ? <IconCheck size={18} stroke={1.5} /> : <IconCopy size={18} stroke={1.5} />}
            onClick={() => clipboard.copy(number)}
          >
            {clipboard.copied ? t('copied') : t('copyNumber')}
          </Button>
        )}
        {number && (
          <Button size="md" component="a" href={progressUrl ?? `/progress?number=${encodeURIComponent(number)}`}>
            {t('seeProgress')}
          </Button>
        )}
      </div>
      <Button variant="subtle" color="gray" mt="md" onClick={onAnother}>
        {t('another')}
      </Button>
    </OutcomeCard>
  )
}
