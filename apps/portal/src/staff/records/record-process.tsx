import { Stack } from '@mantine/core'
import type { Id } from '@tangram/data-model'
import { EmptyState, ErrorState, ProcessTrack, SkeletonLines, useProcess } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

/** Where each process of a record stands. */
export function RecordProcess({ app, entity, record }: { app: Id; entity: Id; record: string }) {
  const t = useArea(recordsTexts)
  const process = useProcess(app, entity, record)
  if (process.isPending) return <SkeletonLines lines={4} />
  if (process.isLoadingError) return <ErrorState error={process.error} onRetry={() => void process.refetch()} />
  if (process.data.length === 0) return <EmptyState compact title={t('noProcess')} />
  return (
    <Stack gap="xl">
      {process.data.map((state) => (
        <ProcessTrack key={`${state.process}/${state.startedAt}`} process={state} />
      ))}
    </Stack>
  )
}
