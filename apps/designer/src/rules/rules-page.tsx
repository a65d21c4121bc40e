import { NamesOf } from '../config/names.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { SectionPage } from '../things/section-page.tsx'
import { RuleEditor } from './rule-editor.tsx'

/** What happens by itself. */
export function RulesPage() {
  const { document } = useDraft()
  return (
    <NamesOf place="rule">
      <SectionPage kind="rules">
        {(id) => {
          const rule = document.rules.items[id]
          return rule && <RuleEditor key={id} rule={rule} />
        }}
      </SectionPage>
    </NamesOf>
  )
}
