import { Button } from '@mantine/core'
import { type AppForReader, ErrorState, isOfSource } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

/** Records that could not be read. Where the database no longer has what a linked table was made of, its author is shown the way to mend it. */
export function ReadError({ seen, error, onRetry }: { seen: AppForReader; error: unknown; onRetry: () => void }) {
  const t = useArea(recordsTexts)
  return (
    <ErrorState
      error={error}
      onRetry={onRetry}
      {...(isOfSource(error) && seen.canDesign
        ? {
            action: (
              <Button variant="default" size="xs" component="a" href={`/designer/${seen.document.id}/data`}>
                {t('mendSource')}
              </Button>
            ),
          }
        : {})}
    />
  )
}
