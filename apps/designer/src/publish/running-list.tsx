import { List } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { useFormat, useInstances, useTranslation } from '@tangram/ui'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'

/** How many instances of each process go on by the version they began with. */
export function RunningList() {
  const { document } = useDraft()
  return (
    <List size="md" spacing={4}>
      {inOrder(document.processes).map((process) => (
        <Running key={process.id} process={process} />
      ))}
    </List>
  )
}

function Running({ process }: { process: ProcessDocument }) {
  const { t } = useTranslation('flow')
  const { text } = useFormat()
  const { app } = useDraftActions()
  const found = useInstances(app, { process: process.id, status: 'running' })
  const [first] = found.data?.pages ?? []
  const n = first?.instances.length ?? 0
  if (n === 0) return null
  return <List.Item>{t('running-here', { name: text(process.label, process.id), n: first?.next ? `${n}+` : n })}</List.Item>
}
