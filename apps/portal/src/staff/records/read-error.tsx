import { Button } from '@mantine/core'
import { ApiProblem, type AppForReader, ErrorState } from '@tangram/ui'
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

/** Whether it is the table of the database that is not as it was. */
export const isOfSource = (error: unknown): boolean => error instanceof ApiProblem && error.code.startsWith('storage.linked.')
