import type { LocalizedText } from '@tangram/data-model'
import { both } from '../app/write.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

export type TeamRow = { id: string; key: string; name: string }
export type PersonRow = { id: string; login: string; name: string; title: LocalizedText; admin: boolean; sample: boolean; teams: string[] }

export const teamKeys = ['appliance', 'industrial', 'medical', 'logistics', 'tech', 'finance'] as const
export type TeamKey = (typeof teamKeys)[number]

const teamsBy: { [key in TeamKey]: { name: string; members: number; title: LocalizedText } } = {
  appliance: { name: '家电服务组', members: 9, title: both('家电客服专员', 'Appliance agent') },
  industrial: { name: '工业服务组', members: 8, title: both('工业客服专员', 'Industrial agent') },
  medical: { name: '医疗服务组', members: 7, title: both('医疗客服专员', 'Medical agent') },
  logistics: { name: '物流组', members: 6, title: both('物流专员', 'Logistics agent') },
  tech: { name: '技术组', members: 6, title: both('技术工程师', 'Engineer') },
  finance: { name: '财务组', members: 4, title: both('财务专员', 'Accountant') },
}

/** The people a trial offers for sign-in; each leads a part of the story. */
const known: { login: string; name: string; title: LocalizedText; team?: TeamKey; admin?: true }[] = [
  { login: 'lin_yue', name: '林悦', title: both('客服主管', 'Service manager') },
  { login: 'zhou_ran', name: '周然', title: both('应用搭建者', 'App builder') },
  { login: 'chen_mo', name: '陈默', title: both('家电客服专员', 'Appliance agent'), team: 'appliance' },
  { login: 'he_qing', name: '何清', title: both('技术工程师', 'Engineer'), team: 'tech' },
  { login: 'song_lan', name: '宋岚', title: both('财务专员', 'Accountant'), team: 'finance' },
  { login: 'admin', name: '系统管理员', title: both('系统管理员', 'Administrator'), admin: true },
]

/** Six teams of 40 people, and beside them the manager, the builder and the administrator. */
export function generateOrganisation(random: Random, at: number): { teams: TeamRow[]; people: PersonRow[] } {
  const teams = teamKeys.map((key) => ({ id: random.uuid(at), key, name: teamsBy[key].name }))
  const person = (
    login: string,
    name: string,
    title: LocalizedText,
    team: TeamKey | undefined,
    more: { admin: boolean; sample: boolean },
  ) => ({
    id: random.uuid(at),
    login,
    name,
    title,
    teams: team ? [team] : [],
    ...more,
  })
  const people: PersonRow[] = known.map(({ login, name, title, team, admin }) =>
    person(login, name, title, team, { admin: admin ?? false, sample: true }),
  )
  const names = new Set(people.map(({ name }) => name))
  for (const key of teamKeys) {
    const { members, title } = teamsBy[key]
    for (let n = people.filter(({ teams: own }) => own[0] === key).length + 1; n <= members; n++) {
      let name = personName(random)
      while (names.has(name)) name = personName(random)
      names.add(name)
      people.push(person(`${key}_${n}`, name, title, key, { admin: false, sample: false }))
    }
  }
  return { teams, people }
}
