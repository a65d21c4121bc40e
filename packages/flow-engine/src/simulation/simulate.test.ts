import type { JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { compileProcess } from '../compile-process.ts'
import type { CaseDocument, CaseStep, ProcessDocument } from '../document.ts'
import { type Fact, type Facts, factKey } from '../fact.ts'
import { nodeTypes } from '../nodes/index.ts'
import { processOf } from '../testing/build.ts'
import { complaintHandling } from '../testing/service-desk.ts'
import { playCase } from './play-case.ts'
import { simulate } from './simulate.ts'
import type { Simulation } from './simulation.ts'

const now = '2026-11-23T01:00:00.000Z'
const teams: { [key: string]: string[] } = { appliance: ['chen', 'wu'], tech: ['he', 'lu'], finance: ['song'] }

/** What the organisation of these tests knows. */
function answer(fact: Fact): JsonValue {
  if (fact.type === 'team-members') return teams[fact.team] ? { team: fact.team, members: teams[fact.team] ?? [] } : null
  if (fact.type === 'active-people') return fact.people
  if (fact.type === 'open-task-counts') return { chen: 3, wu: 1 }
  if (fact.type === 'admins') return ['admin']
  if (fact.type === 'stand-ins') return {}
  if (fact.type === 'value' && fact.via === 'p1') return 'appliance'
  throw new Error(`${fact.type} is not known`)
}

function withFacts<T extends object>(play: (facts: Facts) => T | { need: Fact[] }): { result: T; asked: Fact[] } {
  const facts: Facts = {}
  const asked: Fact[] = []
  for (let round = 0; round < 50; round += 1) {
    const result = play(facts)
    if (!('need' in result)) return { result, asked }
    asked.push(...result.need)
    for (const fact of result.need) facts[factKey(fact)] = answer(fact)
  }
  throw new Error('the play never stops asking')
}

function played(document: ProcessDocument, values: { [field: string]: string | number }, steps: CaseStep[]): Simulation {
  const { process } = compileProcess(document, { nodes: nodeTypes })
  return withFacts((facts) => simulate(process, { initiator: 'ann', values, steps }, { now, zone: 'Asia/Shanghai', facts })).result
}

const ticket = { problem_type: 'malfunction', product: 'p1', phone: '13800000000' }

describe('simulate', () => {
  it('plays up to what waits, with the people who would really get it', () => {
    const simulation = played(complaintHandling, ticket, [])
    expect(simulation.path).toEqual(['start', 'dispatch', 'handle'])
    expect(simulation.waiting.map((each) => each.kind === 'task' && [each.node, each.task.candidates])).toEqual([['handle', ['wu']]])
    expect(simulation.values).toMatchObject({ team: 'appliance', assignee: 'wu', status: 'handling' })
    expect(simulation.state.status).toBe('running')
  })

  it('asks outside only for what the record of the play cannot tell', () => {
    const { process } = compileProcess(complaintHandling, { nodes: nodeTypes })
    const play = { initiator: 'ann', values: ticket, steps: [] }
    const { asked } = withFacts((facts) => simulate(process, play, { now, zone: 'Asia/Shanghai', facts }))
    const values = asked.filter((fact) => fact.type === 'value')
    expect(values.every((fact) => fact.via !== undefined)).toBe(true)
    expect(new Set(asked.map(factKey)).size).toBe(asked.length)
  })

  it('plays on with every step: people act, the customer answers, the clock moves', () => {
    const simulation = played(complaintHandling, ticket, [
      { do: 'complete', node: 'handle', outcome: 'done' },
      { do: 'wait', minutes: 30 },
      { do: 'complete', node: 'countersign', by: 'lu', outcome: 'approved' },
      { do: 'complete', node: 'countersign', by: 'song', outcome: 'approved' },
      { do: 'answer', node: 'confirm', outcome: 'confirmed' },
    ])
    expect(simulation.refused).toBeUndefined()
    expect(simulation.state).toMatchObject({ status: 'ended', outcome: 'resolved' })
    expect(simulation.values).toMatchObject({ status: 'resolved', total_minutes: 30 })
    expect(simulation.waiting).toEqual([])
    expect(simulation.moments.map((moment) => moment.step)).toEqual([-1, 0, 2, 3, 4])
  })

  it('fires the timers that are due while the clock moves, in their order and each at its own time', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['ask', 'confirm', { sendTo: 'phone', assumeAfterDays: 2, setOnComplete: { confirmed_at: { var: '$now' } } }],
        ['end', 'end', { outcome: 'closed' }],
      ],
      ['start → ask', 'ask → end'],
    )
    expect(played(document, ticket, [{ do: 'wait', minutes: 2 * 1440 - 1 }]).state.status).toBe('running')
    const simulation = played(document, ticket, [{ do: 'wait', minutes: 9999 }])
    expect(simulation.state).toMatchObject({ status: 'ended', outcome: 'closed' })
    expect(simulation.values.confirmed_at).toBe('2026-11-25T01:00:00.000Z')
    expect(simulation.now).toBe(new Date(Date.parse(now) + 9999 * 60_000).toISOString())
  })

  it('says which step cannot be played, in words, and keeps what came before', () => {
    const simulation = played(complaintHandling, ticket, [
      { do: 'complete', node: 'countersign', outcome: 'approved' },
      { do: 'complete', node: 'handle', outcome: 'done' },
    ])
    expect(simulation.refused).toMatchObject({ step: 0, code: 'flow.play.nothing-waits' })
    expect(simulation.refused?.message['zh-CN']).toContain('countersign')
    expect(simulation.path).toEqual(['start', 'dispatch', 'handle'])
    const byAStranger = played(complaintHandling, ticket, [{ do: 'complete', node: 'handle', by: 'chen', outcome: 'done' }])
    expect(byAStranger.refused?.step).toBe(0)
  })

  it('is a value: the same play gives the same, and one step less goes back', () => {
    const steps: CaseStep[] = [{ do: 'complete', node: 'handle', outcome: 'done' }]
    const once = played(complaintHandling, ticket, steps)
    expect(JSON.parse(JSON.stringify(played(complaintHandling, ticket, steps)))).toEqual(JSON.parse(JSON.stringify(once)))
    expect(played(complaintHandling, ticket, []).path).toEqual(once.path.slice(0, 3))
  })
})

describe('playCase', () => {
  const saved = (more: Partial<CaseDocument>): CaseDocument => ({
    id: 'plain',
    label: { en: 'Plain', 'zh-CN': '普通' },
    initiator: 'ann',
    values: ticket,
    steps: [],
    expect: {},
    ...more,
  })
  const differences = (more: Partial<CaseDocument>) => {
    const { process } = compileProcess(complaintHandling, { nodes: nodeTypes })
    return withFacts((facts) => playCase(process, saved(more), { now, zone: 'Asia/Shanghai', facts })).result.differences
  }

  it('answers what the case does not name by the first outcome, to the end', () => {
    const path = ['start', 'dispatch', 'handle', 'countersign', 'confirm', 'end']
    expect(differences({ expect: { outcome: 'resolved', path, values: { status: 'resolved' } } })).toEqual([])
  })

  it('says what came out otherwise, and where that is written', () => {
    const found = differences({
      steps: [
        { do: 'complete', node: 'handle', outcome: 'done' },
        { do: 'complete', node: 'countersign', outcome: 'rejected', opinion: 'no' },
      ],
      expect: { outcome: 'cancelled', path: ['start'], never: ['countersign'], values: { status: 'new' } },
    })
    expect(found.map((each) => [each.code, each.path])).toEqual([
      ['flow.case.differs', '/cases/items/plain/expect/outcome'],
      ['flow.case.differs', '/cases/items/plain/expect/path'],
      ['flow.case.entered', '/cases/items/plain/expect/never'],
      ['flow.case.differs', '/cases/items/plain/expect/values/status'],
    ])
  })

  it('plays each step of a process that goes in circles once, and stops', () => {
    let entered = 0
    const counting = nodeTypes.map((type) => {
      const enter = (at: never) => {
        if (type.type === 'calculate') entered += 1
        type.enter(at)
      }
      return { ...type, enter }
    })
    const circle = processOf(
      [
        ['start', 'start'],
        ['count', 'calculate', { set: { amount: 1 } }],
        ['ask', 'handle', { assignees: { kind: 'people', people: ['ann'] } }],
        ['again', 'exclusive-gateway'],
        ['end', 'end'],
      ],
      ['start → count', 'count → ask', 'ask:done → again', ['again → count', { default: true }], ['again → end', { when: false }]],
    )
    const { process } = compileProcess(circle, { nodes: counting })
    const { result } = withFacts((facts) => playCase(process, saved({}), { now, zone: 'Asia/Shanghai', facts }))
    expect(result.simulation.path.filter((node) => node === 'count')).toHaveLength(501)
    // Each is decided a few times, as facts turn out to be needed; playing all of it for every answer would be a hundred times that.
    expect(entered).toBeLessThan(3_000)
  })

  it('fails when a step cannot be played', () => {
    const found = differences({ steps: [{ do: 'complete', node: 'confirm', outcome: 'confirmed' }] })
    expect(found.map((each) => [each.code, each.path])).toEqual([['flow.case.refused', '/cases/items/plain/steps/0']])
  })
})
