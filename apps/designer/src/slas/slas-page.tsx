import { itemOf } from '@tangram/data-model'
import { useDraft } from '../draft/draft-context.tsx'
import { SectionPage } from '../things/section-page.tsx'
import { SlaEditor } from './sla-editor.tsx'

/** What is promised about records, and by when. */
export function SlasPage() {
  const { document } = useDraft()
  return (
    <SectionPage kind="slas">
      {(id) => {
        const sla = itemOf(document.slas, id)
        return sla && <SlaEditor key={id} sla={sla} />
      }}
    </SectionPage>
  )
}
