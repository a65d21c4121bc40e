import { Tabs } from '@mantine/core'
import { EmptyState, hasDuty, useSession } from '@tangram/ui'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { personalDataTexts } from '../../texts/personal-data.ts'
import { Finder } from './finder.tsx'
import { Inventory } from './inventory.tsx'

const sections = { find: Finder, inventory: Inventory } as const
type Section = keyof typeof sections

/** What the organisation holds about people, for whoever answers when they ask. */
export default function PersonalDataPage() {
  const t = useArea(personalDataTexts)
  const isAdmin = hasDuty(useSession().data?.person, 'security')
  const asked = new URLSearchParams(useSearch()).get('section') ?? 'find'
  const [, navigate] = useLocation()
  const section: Section = Object.hasOwn(sections, asked) ? (asked as Section) : 'find'
  if (!isAdmin) {
    return (
      <Page title={t('title')} layout="read">
        <EmptyState title={t('adminsTitle')} text={t('admins')} />
      </Page>
    )
  }
  return (
    <Page title={t('title')} layout="read">
      <Tabs
        value={section}
        onChange={(next) => navigate(next === 'find' ? '/personal-data' : `/personal-data?section=${next}`)}
        aria-label={t('sections')}
      >
        <Tabs.List mb="md">
          {Object.keys(sections).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(name as Section)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(sections).map(([name, Shown]) => (
          <Tabs.Panel key={name} value={name}>
            <Shown />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
