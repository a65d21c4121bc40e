import { AppError } from '@tangram/data-model'
import { beforeEach, describe, expect, it } from 'vitest'
import { apply } from './apply.ts'
import type { FlowEffect } from './effect.ts'
import { initialState } from './state.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'
import { complaintHandling } from './testing/service-desk.ts'

const ofType = <T extends FlowEffect['type']>(effects: readonly FlowEffect[], type: T) =>
  effects.filter((effect): effect is Extract<FlowEffect, { type: T }> => effect.type === type)

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${error.status}`
    throw error
  }
  return 'nothing thrown'
}

describe('a complaint', () => {
  let desk: Bench
  beforeEach(() => {
    desk = new Bench(complaintHandling)
    desk.start()
  })

  it('is dispatched by product line to the member with the fewest open tasks', () => {
    expect(desk.world.values).toMatchObject({ team: 'team:appliance', assignee: 'wu', status: 'handling' })
    expect(desk.at()).toEqual(['handle'])
    expect(desk.task('handle')).toMatchObject({ candidates: ['wu'], assignee: 'wu', kind: 'handle', form: 'ticket_edit' })
  })

  it('opens a task that says which fields may be written and until when', () => {
    const [open] = ofType(desk.effects, 'task.open')
    expect(open?.task).toMatchObject({
      label: { en: 'handle', 'zh-CN': 'handle' },
      fields: { solution: 'write', internal_cost: 'hidden' },
      outcomes: [{ id: 'done' }],
      dueAt: '2026-11-23T08:00:00.000Z',
    })
  })

  it('goes all the way: handled, countersigned, confirmed, over', () => {
    desk.now += 30 * 60_000
    desk.complete(desk.task('handle'), 'done', { values: { solution: 'new fuse' } })
    expect(desk.world.values).toMatchObject({ status: 'countersign', first_response_at: '2026-11-22T08:30:00.000Z' })
    expect(desk.openTasks().map((task) => [task.group, task.candidates])).toEqual([
      ['tech', ['he', 'lu']],
      ['finance', ['song']],
    ])
    desk.complete(desk.task('countersign', 'tech'), 'approved', { actor: 'lu', opinion: 'sound' })
    expect(desk.at()).toEqual(['countersign'])
    desk.now += 30 * 60_000
    desk.complete(desk.task('countersign', 'finance'), 'approved')
    expect(ofType(desk.effects, 'link.issue')).toMatchObject([
      {
        purpose: 'confirm',
        sendTo: { field: 'phone' },
        message: { en: 'Is TS-1 solved? {{link}}', 'zh-CN': 'TS-1 是否已解决？{{link}}' },
        outcomes: [{ id: 'confirmed' }, { id: 'rejected' }],
      },
    ])
    desk.now += 60 * 60_000
    const last = desk.answer('confirmed')
    expect(last.effects).toEqual([
      { type: 'record.update', values: { status: 'resolved', resolved_at: '2026-11-22T10:00:00.000Z', total_minutes: 120 } },
      { type: 'instance.end', outcome: 'resolved', totalMs: 7_200_000, status: 'ended' },
    ])
    expect(desk.state).toMatchObject({ status: 'ended', outcome: 'resolved', elements: {}, scopes: {} })
    expect(desk.events.at(-1)).toMatchObject({
      type: 'instance.ended',
      nodes: {
        handle: { visits: 1, spentMs: 1_800_000 },
        countersign: { visits: 1, spentMs: 1_800_000 },
        confirm: { visits: 1, spentMs: 3_600_000 },
      },
    })
  })

  it('comes back to handling when the customer is not content, and keeps the first response', () => {
    desk.complete(desk.task('handle'), 'done')
    desk.complete(desk.task('countersign', 'tech'), 'approved')
    desk.complete(desk.task('countersign', 'finance'), 'approved')
    desk.now += 3_600_000
    desk.answer('rejected', 'still broken')
    expect(desk.at()).toEqual(['handle'])
    expect(Object.values(desk.state.elements)[0]?.visit).toBe(2)
    expect(desk.events).toContainEqual(expect.objectContaining({ type: 'link.answered', outcome: 'rejected', opinion: 'still broken' }))
    desk.complete(desk.task('handle'), 'done')
    expect(desk.world.values.first_response_at).toBe('2026-11-22T08:00:00.000Z')
    expect(desk.openTasks('countersign')).toHaveLength(2)
  })

  it('is rejected by the first group that rejects; the other need not vote and every opinion stays', () => {
    desk.complete(desk.task('handle'), 'done')
    desk.complete(desk.task('countersign', 'tech'), 'approved', { actor: 'he', opinion: 'fine by us' })
    desk.complete(desk.task('countersign', 'finance'), 'rejected', { opinion: 'too dear' })
    expect(desk.at()).toEqual(['handle'])
    const opinions = Object.values(desk.state.tasks).filter((task) => task.node === 'countersign')
    expect(opinions).toMatchObject([
      { group: 'tech', status: 'done', outcome: 'approved', by: 'he', opinion: 'fine by us' },
      { group: 'finance', status: 'done', outcome: 'rejected', by: 'song', opinion: 'too dear' },
    ])
  })

  it('closes the tasks of groups that have not voted when one rejects', () => {
    desk.complete(desk.task('handle'), 'done')
    const tech = desk.task('countersign', 'tech')
    const { effects } = desk.complete(desk.task('countersign', 'finance'), 'rejected', { opinion: 'no' })
    expect(ofType(effects, 'task.close')).toEqual([
      expect.objectContaining({ status: 'done', outcome: 'rejected', by: 'song' }),
      { type: 'task.close', task: tech.id, status: 'cancelled' },
    ])
    expect(codeOf(() => desk.complete(tech, 'approved'))).toBe('flow.task.closed 409')
  })

  it('takes the values a person wrote into account but leaves saving them to the edge, which knows the rights', () => {
    const { effects } = desk.complete(desk.task('handle'), 'done', { values: { solution: 'new fuse', first_response_at: 'earlier' } })
    expect(ofType(effects, 'record.update')).toEqual([
      { type: 'record.update', values: { first_response_at: 'earlier', status: 'countersign' } },
    ])
  })

  it('can be called off: every task is closed and nothing goes on', () => {
    desk.complete(desk.task('handle'), 'done')
    const { effects } = desk.send({ type: 'cancel', requestId: 'x', actor: 'lin', reason: 'filed twice' })
    expect(effects.map((effect) => effect.type)).toEqual(['task.close', 'task.close', 'instance.end'])
    expect(desk.state).toMatchObject({ status: 'cancelled', outcome: 'cancelled', elements: {} })
    expect(desk.events.at(-1)).toMatchObject({ type: 'instance.ended', by: 'lin', reason: 'filed twice' })
    expect(codeOf(() => desk.send({ type: 'cancel', requestId: 'y', actor: 'lin', reason: '' }))).toBe('flow.instance.not-running 409')
  })
})

describe('a command that does not fit', () => {
  const desk = new Bench(complaintHandling)
  desk.start()
  const { id: task } = desk.task('handle')
  const complete = { type: 'complete-task', requestId: 'r', task, actor: 'wu', outcome: 'done' } as const

  it.each([
    ['names a task there is not', () => desk.send({ ...complete, task: 'nowhere' }), 'flow.task.unknown 404'],
    ['comes from somebody else', () => desk.send({ ...complete, actor: 'chen' }), 'flow.task.not-yours 403'],
    ['chooses an outcome there is not', () => desk.send({ ...complete, outcome: 'maybe' }), 'flow.outcome.unknown 422'],
    [
      'answers a link that was never sent',
      () => desk.send({ type: 'answer-link', requestId: 'r', element: task, outcome: 'confirmed' }),
      'flow.link.closed 409',
    ],
    ['starts twice', () => desk.start(), 'flow.instance.already-started 409'],
  ])('is refused when it %s', (_, act, code) => {
    const before = desk.state
    expect(codeOf(act)).toBe(code)
    expect(desk.state).toBe(before)
  })

  it('is refused when a rejection comes without an opinion', () => {
    const other = new Bench(complaintHandling)
    other.start()
    other.complete(other.task('handle'), 'done')
    expect(codeOf(() => other.complete(other.task('countersign', 'finance'), 'rejected', { opinion: '  ' }))).toBe(
      'flow.opinion.required 422',
    )
  })
})

describe('a decision', () => {
  it('asks for everything expressions read in one round, for people after that', () => {
    const desk = new Bench(complaintHandling)
    desk.start()
    expect(desk.asked.map((round) => round.map((fact) => fact.type))).toEqual([
      ['value'],
      ['team-members'],
      ['open-task-counts'],
      ['active-people', 'stand-ins'],
    ])
    expect(desk.asked[0]).toEqual([{ type: 'value', path: ['product', 'line'], via: 'p1' }])
  })

  it('records the facts it used, so that it can be understood without the database', () => {
    const desk = new Bench(complaintHandling)
    const { events } = desk.start()
    expect(events[0]).toMatchObject({
      type: 'command.accepted',
      command: 'start',
      actor: 'ann',
      facts: {
        'value:product.line@p1': 'appliance',
        'team-members:appliance': { team: 'team:appliance', members: ['chen', 'wu'] },
        'open-task-counts:chen,wu': { chen: 3, wu: 1 },
      },
    })
  })

  it('decides nothing when the same request comes again', () => {
    const desk = new Bench(complaintHandling)
    desk.start()
    const command = { type: 'complete-task', requestId: 'once', task: desk.task('handle').id, actor: 'wu', outcome: 'done' } as const
    desk.send(command)
    const after = desk.state
    expect(desk.send(command)).toEqual({ events: [], effects: [] })
    expect(desk.state).toEqual(after)
  })

  it('hands over record changes together unless one would hide another', () => {
    const desk = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['resolve', 'update-record', { set: { status: 'resolved', note: 'a' } }],
          ['tag', 'update-record', { set: { tag: 'b' } }],
          ['close', 'update-record', { set: { status: 'closed' } }],
          ['end', 'end'],
        ],
        ['start → resolve', 'resolve → tag', 'tag → close', 'close → end'],
      ),
    )
    expect(ofType(desk.start().effects, 'record.update').map((effect) => effect.values)).toEqual([
      { status: 'resolved', note: 'a', tag: 'b' },
      { status: 'closed' },
    ])
  })

  it('replays to the same state from its events alone', () => {
    const desk = new Bench(complaintHandling)
    desk.start()
    desk.complete(desk.task('handle'), 'done')
    expect(desk.events.reduce(apply, initialState())).toEqual(desk.state)
  })

  it('gives the same answer for the same input', () => {
    const one = new Bench(complaintHandling)
    const two = new Bench(complaintHandling)
    expect(one.start()).toEqual(two.start())
  })
})

describe('nobody to do it', () => {
  it.each([
    ['everybody of the team has left', { inactive: ['chen', 'wu'] }],
    ['the team is empty', { teams: { appliance: [] } }],
    ['there is no such team', { teams: {} }],
  ])('goes to the administrators when %s', (_, more) => {
    const desk = new Bench(complaintHandling, { world: more })
    desk.start()
    expect(desk.task('handle').candidates).toEqual(['admin'])
  })

  it('is refused when there is no administrator either', () => {
    const desk = new Bench(complaintHandling, { world: { teams: {}, admins: [] } })
    expect(codeOf(() => desk.start())).toBe('flow.assignees.nobody 409')
  })
})
