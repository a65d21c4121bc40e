import { itemOf } from '@tangram/data-model'
import { useDraft } from '../draft/draft-context.tsx'
import { SectionPage } from '../things/section-page.tsx'
import { CalendarEditor } from './calendar-editor.tsx'

/** When work is done. */
export function CalendarsPage() {
  const { document } = useDraft()
  return (
    <SectionPage kind="calendars">
      {(id) => {
        const calendar = itemOf(document.calendars, id)
        return calendar && <CalendarEditor key={id} calendar={calendar} />
      }}
    </SectionPage>
  )
}
