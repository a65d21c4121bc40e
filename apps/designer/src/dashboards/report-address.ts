import type { Id } from '@tangram/data-model'

/** The report editor, opened from a dashboard: the way back stands in the address. */
export const reportAddress = (app: Id, report: Id, dashboard: Id): string => `/${app}/reports/${report}?dashboard=${dashboard}`
