import { useDebouncedValue } from '@mantine/hooks'
import type { ReportDocument, ReportResult } from '@tangram/report-engine'
import { ApiProblem, useClient, useLoad } from '@tangram/ui'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'

type ReportPreview = {
  /** Tables that were never published have no records to ask. */
  state: 'asked' | 'unpublished'
  /** The report as it was asked, and the answer; absent while it is on its way. */
  shown: { report: ReportDocument; result: ReportResult } | undefined
  error: unknown
  retry: () => void
}

/** A report as the draft has it, asked of the records there are and its author may see. */
export function useReportPreview(report: ReportDocument): ReportPreview {
  const { document, usedIds, publishedVersion } = useDraft()
  const { app } = useDraftActions()
  const client = useClient()
  // Names are typed letter by letter; one question once the typing rests.
  const [asked] = useDebouncedValue(report, 400)
  // What processes and agreements leave behind is no table of the app: it is there once anything is.
  const isTable = Object.hasOwn(document.entities.items, report.from)
  const isPublished = isTable ? Object.hasOwn(usedIds, report.from) : publishedVersion !== null
  const { data, error, retry } = useLoad(isPublished ? JSON.stringify(asked) : null, async (signal) => ({
    report: asked,
    result: await client.send<ReportResult>('POST', `/apps/${app}/draft/reports/run`, { report: asked }, { signal }),
  }))
  const isAway = error instanceof ApiProblem && error.code === 'storage.entity.unknown'
  return { state: isPublished && !isAway ? 'asked' : 'unpublished', shown: data, error, retry }
}
