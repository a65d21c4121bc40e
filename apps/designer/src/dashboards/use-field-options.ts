import { resolveApp } from '@tangram/app-model'
import type { Option } from '@tangram/data-model'
import { type DashboardFilter, entityReportScope } from '@tangram/report-engine'
import { useMemo } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'

/** What may be chosen of the field a filter is about: its options, and who the reader is where it names people or teams. */
export function useFieldOptions({ fields }: Pick<DashboardFilter, 'fields'>): {
  options: readonly Option[]
  own: readonly ('$me' | '$my-team')[]
} {
  const { document } = useDraft()
  return useMemo(() => {
    const app = resolveApp(document, platform)
    const [entity, path] = Object.entries(fields)[0] ?? []
    const source = entity === undefined ? undefined : app.reportSource(entity)
    const type = source && path !== undefined ? entityReportScope(source, app.entity).follow?.(path.split('.'))?.type : undefined
    const options = (path === undefined ? undefined : source?.attributes[path]?.options) ?? []
    if (type?.kind !== 'reference') return { options, own: [] }
    return { options, own: type.to === 'person' ? ['$me'] : type.to === 'team' ? ['$my-team'] : [] }
  }, [document, fields])
}
