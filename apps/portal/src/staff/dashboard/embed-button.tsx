import { ActionIcon, Tooltip } from '@mantine/core'
import { IconShare } from '@tabler/icons-react'
import type { DashboardDocument, FilterValues } from '@tangram/report-engine'
import { type AppForReader, useClient } from '@tangram/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { embedDialogTexts } from '../../texts/embed-dialog.ts'
import { type Embeds, embedsPath } from './embed-link.ts'

const EmbedDialog = lazy(() => import('./embed-dialog.tsx'))

export type EmbedProps = {
  seen: AppForReader
  dashboard: DashboardDocument
  /** Filters as they stand on screen. */
  values: FilterValues
}

/** Sharing a dashboard with people outside; there for those who may. */
export function EmbedButton(props: EmbedProps) {
  const { seen, dashboard } = props
  const t = useArea(embedDialogTexts)
  const client = useClient()
  const [isOpen, setOpen] = useState(false)
  const path = embedsPath(seen.document.id, dashboard.id)
  const found = useQuery({
    queryKey: ['embeds', path],
    queryFn: ({ signal }) => client.get<Embeds>(path, { signal }),
  })
  if (!found.data || found.data.roles.length + found.data.links.length === 0) return null
  return (
    <>
      <Tooltip label={t('share')}>
        <ActionIcon size={36} variant="default" aria-label={t('share')} onClick={() => setOpen(true)}>
          <IconShare size={18} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense>
          <EmbedDialog {...props} found={found.data} onChanged={() => void found.refetch()} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
