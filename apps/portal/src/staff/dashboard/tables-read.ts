import { resolveApp, tablesRead } from '@tangram/app-model'
import type { Id } from '@tangram/data-model'
import type { DashboardDocument } from '@tangram/report-engine'
import { type AppForReader, useFormParts } from '@tangram/ui'
import { useMemo } from 'react'

/** The tables whose changes may change a dashboard; undefined when any may. */
export function useTablesRead(document: AppForReader['document'], dashboard: DashboardDocument): readonly Id[] | undefined {
  const { fieldTypes } = useFormParts()
  return useMemo(() => tablesRead(resolveApp(document, { fields: fieldTypes }), document, dashboard), [document, dashboard, fieldTypes])
}
