import type { TrialPerson } from '@tangram/ui'
import { expect, it } from 'vitest'
import { byTeam, peopleMatching } from './people-matching.ts'

const person = (name: string, team: string | null, zh: string, en: string): TrialPerson => ({
  id: name,
  name,
  title: { 'zh-CN': zh, en },
  team,
  can: null,
})
const chen = person('陈默', '家电服务组', '家电客服专员', 'Appliance agent')
const he = person('何清', '技术组', '技术工程师', 'Engineer')
const lin = person('林悦', null, '客服主管', 'Service manager')
const li = person('李想', '家电服务组', '家电客服专员', 'Appliance agent')
const people = [chen, he, lin, li]
const found = (search: string) => peopleMatching(people, search)

it('finds people by name, team and job in either language, every word of the search at once', () => {
  expect(found('陈')).toEqual([chen])
  expect(found('技术组')).toEqual([he])
  expect(found(' APPLIANCE ')).toEqual([chen, li])
  expect(found('家电 李')).toEqual([li])
  expect(found('nobody')).toEqual([])
  expect(found('  ')).toEqual(people)
})

it('groups by team in the order they come', () => {
  expect(byTeam(people)).toEqual([
    ['家电服务组', [chen, li]],
    ['技术组', [he]],
    ['', [lin]],
  ])
})
