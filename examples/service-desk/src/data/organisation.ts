import type { LocalizedText } from '@tangram/data-model'
import { both } from '../app/write.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

export type TeamRow = { id: string; key: string; name: string }
export type PersonRow = {
  id: string
  login: string
  name: string
  title: LocalizedText
  admin: boolean
  sample: true
  teams: string[]
  /** What they can do, for assigning by skill. */
  skills: string[]
}

export const teamKeys = ['appliance', 'industrial', 'medical', 'logistics', 'tech', 'finance'] as const
export type TeamKey = (typeof teamKeys)[number]

const teamsBy: { [key in TeamKey]: { name: string; members: number; title: LocalizedText; skills: readonly string[] } } = {
  appliance: { name: '家电服务组', members: 9, title: both('家电客服专员', 'Appliance agent'), skills: ['electronics', 'refrigeration'] },
  industrial: { name: '工业服务组', members: 8, title: both('工业客服专员', 'Industrial agent'), skills: ['electronics', 'hydraulics'] },
  medical: { name: '医疗服务组', members: 7, title: both('医疗客服专员', 'Medical agent'), skills: ['electronics', 'english'] },
  logistics: { name: '物流组', members: 6, title: both('物流专员', 'Logistics agent'), skills: ['customs', 'english'] },
  tech: { name: '技术组', members: 6, title: both('技术工程师', 'Engineer'), skills: ['electronics', 'hydraulics', 'firmware'] },
  finance: { name: '财务组', members: 4, title: both('财务专员', 'Accountant'), skills: ['invoicing', 'english'] },
}

type Department = { key: string; name: string /** Login of whoever leads it. */; head: string }

/** Two levels of departments. Who works in a team works in the department of its key. */
export const departments: readonly (Department & { under: readonly Department[] })[] = [
  {
    key: 'service_centre',
    name: '客户服务中心',
    head: 'lin_yue',
    under: [
      { key: 'appliance', name: '家电服务部', head: 'chen_mo' },
      { key: 'industrial', name: '工业服务部', head: 'industrial_1' },
      { key: 'medical', name: '医疗服务部', head: 'medical_1' },
    ],
  },
  {
    key: 'operations',
    name: '运营中心',
    head: 'logistics_1',
    under: [
      { key: 'logistics', name: '物流部', head: 'logistics_2' },
      { key: 'tech', name: '技术部', head: 'he_qing' },
    ],
  },
  { key: 'finance', name: '财务部', head: 'song_lan', under: [] },
]

type KeyPerson = { login: string; name: string; title: LocalizedText; can: LocalizedText; team?: TeamKey; admin?: true }

/** Whom a trial offers first; each leads a part of the story, and `can` says which. */
export const keyPeople: readonly KeyPerson[] = [
  {
    login: 'lin_yue',
    name: '林悦',
    title: both('客服主管', 'Service manager'),
    can: both('查看全部投诉和效率看板，分享投诉表单', 'Sees every complaint and the dashboard, shares the form'),
  },
  {
    login: 'chen_mo',
    name: '陈默',
    title: both('家电客服专员', 'Appliance agent'),
    can: both('处理分派给家电服务组的投诉', 'Handles complaints about appliances'),
    team: 'appliance',
  },
  {
    login: 'he_qing',
    name: '何清',
    title: both('技术工程师', 'Engineer'),
    can: both('从技术角度会签处理方案', 'Countersigns solutions for the technical side'),
    team: 'tech',
  },
  {
    login: 'song_lan',
    name: '宋岚',
    title: both('财务专员', 'Accountant'),
    can: both('从费用角度会签处理方案', 'Countersigns solutions for their cost'),
    team: 'finance',
  },
  {
    login: 'zhou_ran',
    name: '周然',
    title: both('应用搭建者', 'App builder'),
    can: both('在设计器里修改表单、流程和报表', 'Changes forms, flows and reports in the designer'),
  },
  {
    login: 'admin',
    name: '系统管理员',
    title: both('系统管理员', 'Administrator'),
    can: both('查看发给客户的短信和邮件，打开其中的链接', 'Reads what customers were sent and opens the links'),
    admin: true,
  },
]

/** Six teams of 40 people, and beside them the manager, the builder and the administrator. */
export function generateOrganisation(random: Random, at: number): { teams: TeamRow[]; people: PersonRow[] } {
  const teams = teamKeys.map((key) => ({ id: random.uuid(at), key, name: teamsBy[key].name }))
  const person = (login: string, name: string, title: LocalizedText, team: TeamKey | undefined, admin = false): PersonRow => ({
    id: random.uuid(at),
    login,
    name,
    title,
    teams: team ? [team] : [],
    skills: team ? skillsOf(team, login) : [],
    admin,
    sample: true,
  })
  const people = keyPeople.map(({ login, name, title, team, admin }) => person(login, name, title, team, admin))
  const names = new Set(people.map(({ name }) => name))
  for (const key of teamKeys) {
    const { members, title } = teamsBy[key]
    for (let n = people.filter(({ teams: own }) => own[0] === key).length + 1; n <= members; n++) {
      let name = personName(random)
      while (names.has(name)) name = personName(random)
      names.add(name)
      people.push(person(`${key}_${n}`, name, title, key))
    }
  }
  return { teams, people }
}

/** Everybody knows the first trade of their team; every second one each of the others, too. */
function skillsOf(team: TeamKey, login: string): string[] {
  const nth = Number(/\d+$/.exec(login)?.[0] ?? 0)
  return teamsBy[team].skills.filter((_, i) => i === 0 || (nth + i) % 2 === 0)
}
