import type { DataRecord, Id } from '@tangram/data-model'
import { ErrorState, type FieldView, SkeletonLines, Timeline, useTimeline } from '@tangram/ui'

export type RecordTimelineProps = { app: Id; entity: Id; record: DataRecord; fields: { [id: Id]: FieldView } }

/** What happened to a record, with every opinion. */
export function RecordTimeline({ app, entity, record, fields }: RecordTimelineProps) {
  const timeline = useTimeline(app, entity, record.id)
  if (timeline.isPending) return <SkeletonLines lines={4} />
  if (timeline.isLoadingError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
  return <Timeline entries={timeline.data} fields={fields} labels={record.labels} />
}
