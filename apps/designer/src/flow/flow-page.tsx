import { Group } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { EmptyState, useTranslation } from '@tangram/ui'
import { BpmnMenu } from '../bpmn/bpmn-menu.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { usePlace } from '../shell/use-place.ts'
import { NewThing } from '../things/new-thing.tsx'
import { FlowEditor } from './flow-editor.tsx'

/** The processes of the app, one at a time. */
export default function FlowPage() {
  const { t } = useTranslation('designer')
  const { document } = useDraft()
  const { thing, part, openThing, selectPart } = usePlace('flows')
  const processes = inOrder(document.processes)
  const process = processes.find(({ id }) => id === thing) ?? processes[0]
  if (!process) {
    return (
      <EmptyState
        title={t('no-flows')}
        text={t('no-flows-text')}
        action={
          <Group justify="center">
            <NewThing kind="processes" variant="filled" onMade={openThing} />
            <BpmnMenu onOpen={openThing} />
          </Group>
        }
      />
    )
  }
  return (
    <FlowEditor
      key={process.id}
      process={process}
      part={part ?? null}
      onOpen={openThing}
      onSelect={(next) => selectPart(process.id, next)}
    />
  )
}
