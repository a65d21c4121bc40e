import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from './testing/open-desk.ts'

type TrialPerson = { id: string; name: string; can: { en?: string } | null }

let desk: Desk
let people: TrialPerson[]
beforeAll(async () => {
  desk = await openDesk({ mode: 'trial', workers: false })
  people = await desk.nobody().get<TrialPerson[]>('/api/v1/trial/people')
})
afterAll(() => desk.close())

it('offers everybody for sign-in, first those who lead a part of the story, with what they can do', () => {
  expect(people).toHaveLength(43)
  expect(people.slice(0, 6).map(({ name }) => name)).toEqual(['林悦', '陈默', '何清', '宋岚', '周然', '系统管理员'])
  expect(people.map(({ can }) => Boolean(can?.en))).toEqual(people.map((_, index) => index < 6))
})

it('signs in whomever a complaint was dispatched to, whoever that is', async () => {
  const admin = await desk.as('admin')
  const assignees = await admin.get<{ records: { values: { assignee: string | null } }[] }>(
    '/api/v1/apps/service_desk/entities/ticket/records?select=assignee&limit=80',
  )
  const holders = new Set(assignees.records.flatMap(({ values }) => values.assignee ?? []))
  expect(holders.size).toBeGreaterThan(6)
  for (const person of holders) {
    const answer = await desk.nobody().send('POST', '/api/v1/trial/session', { person })
    expect(answer.json().person).toMatchObject({ id: person })
  }
})

it('signs in nobody who was not made for the trial', async () => {
  const { id } = await desk.server.storage.people.create({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' }, { name: 'Ada' })
  expect((await desk.nobody().send('POST', '/api/v1/trial/session', { person: id })).statusCode).toBe(404)
})
