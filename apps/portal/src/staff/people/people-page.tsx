import { Tabs } from '@mantine/core'
import { EmptyState, hasDuty, useSession } from '@tangram/ui'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../page/page.tsx'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { Departments } from './departments.tsx'
import { Members } from './members.tsx'
import { Roles } from './roles.tsx'
import { Teams } from './teams.tsx'

const sections = { people: Members, departments: Departments, teams: Teams, roles: Roles } as const
type Section = keyof typeof sections

/** Who belongs to the organisation, in which departments and teams, and who holds which role; for administrators. */
export default function PeoplePage() {
  const t = useArea(peopleTexts)
  const isAdmin = hasDuty(useSession().data?.person, 'security')
  const search = new URLSearchParams(useSearch())
  const [, navigate] = useLocation()
  const asked = search.get('section') ?? 'people'
  const section: Section = Object.hasOwn(sections, asked) ? (asked as Section) : 'people'
  if (!isAdmin) {
    return (
      <Page title={t('title')} layout="read">
        <EmptyState title={t('adminsTitle')} text={t('admins')} />
      </Page>
    )
  }
  const Shown = sections[section]
  return (
    <Page title={t('title')} layout="read">
      <Tabs
        value={section}
        onChange={(next) => navigate(next === 'people' ? '/people' : `/people?section=${next}`)}
        keepMounted={false}
        mb="md"
        aria-label={t('sections')}
      >
        <Tabs.List mb="md">
          {Object.keys(sections).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(name as Section)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section}>
          <Shown />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
