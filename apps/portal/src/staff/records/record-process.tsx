import { Button, Stack } from '@mantine/core'
import { IconSitemap } from '@tabler/icons-react'
import type { Id } from '@tangram/data-model'
import { EmptyState, ErrorState, ProcessTrack, SkeletonLines, useProcess } from '@tangram/ui'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

export type RecordProcessProps = {
  app: Id
  entity: Id
  record: string
  /** The one that a to-do is part of, shown alone where its diagram is asked for. */
  instance?: string | undefined
}

/** Where each process of a record stands, and the way to its diagram. */
export function RecordProcess({ app, entity, record, instance }: RecordProcessProps) {
  const t = useArea(recordsTexts)
  const process = useProcess(app, entity, record)
  if (process.isPending) return <SkeletonLines lines={4} />
  if (process.isLoadingError) return <ErrorState error={process.error} onRetry={() => void process.refetch()} />
  if (process.data.length === 0) return <EmptyState compact title={t('noProcess')} />
  return (
    <Stack gap="xl">
      {process.data.map((state) => {
        const id = state.instance ?? instance
        return (
          <Stack key={`${state.process}/${state.startedAt}`} gap="xs" align="flex-start">
            <ProcessTrack process={state} />
            {id && (
              <Button
                component={Link}
                href={`/instances/${id}`}
                variant="default"
                size="xs"
                leftSection={<IconSitemap size={16} stroke={1.5} />}
              >
                {t('openDiagram')}
              </Button>
            )}
          </Stack>
        )
      })}
    </Stack>
  )
}
