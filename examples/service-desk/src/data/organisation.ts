import type { LocalizedText } from '@tangram/data-model'
import { both } from '../app/write.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

export type TeamRow = { id: string; key: string; name: string }
export type PersonRow = { id: string; login: string; name: string; title: LocalizedText; admin: boolean; sample: true; teams: string[] }

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

/** Two levels of departments. Who works in a team works in the department of its key. */
export const departments: readonly { key: string; name: string; under: readonly { key: string; name: string }[] }[] = [
  {
    key: 'service_centre',
    name: '客户服务中心',
    under: [
      { key: 'appliance', name: '家电服务部' },
      { key: 'industrial', name: '工业服务部' },
      { key: 'medical', name: '医疗服务部' },
    ],
  },
  {
    key: 'operations',
    name: '运营中心',
    under: [
      { key: 'logistics', name: '物流部' },
      { key: 'tech', name: '技术部' },
    ],
  },
  { key: 'finance', name: '财务部', under: [] },
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
