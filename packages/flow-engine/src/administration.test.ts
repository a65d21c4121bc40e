import { describe, expect, it } from 'vitest'
import { apply } from './apply.ts'
import { compileProcess } from './compile-process.ts'
import { decide } from './decide.ts'
import type { ProcessDocument } from './document.ts'
import { nodeTypes } from './nodes/index.ts'
import { planMigration } from './plan-migration.ts'
import { type InstanceState, initialState } from './state.ts'
import { Bench } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

const person = { assignees: { kind: 'people', people: ['ann'] } }
const variables: ProcessDocument['variables'] = {
  order: ['limit'],
  items: { limit: { id: 'limit', label: {}, valueType: { kind: 'integer' }, default: { '+': [2, 3] } } },
}

const waiting = (): ProcessDocument => ({
  ...processOf(
    [
      ['start', 'start'],
      ['work', 'handle', person],
      ['late', 'boundary-timer', { after: 'PT1H', interrupting: false }, { attachedTo: 'work' }],
      ['boss', 'handle', person],
      ['act', 'run-action', { action: 'tell', input: {}, results: { '$vars.limit': { var: '$result.limit' } } }],
      ['end', 'end'],
    ],
    ['start → work', 'late → boss', 'boss → end', 'work → act', 'act → end'],
  ),
  variables,
})

const begun = (document = waiting()): Bench => {
  const bench = new Bench(document)
  bench.start()
  return bench
}

describe('variables', () => {
  it('begin with their defaults, are set by results and patched by administrators', () => {
    const bench = begun()
    expect(bench.state.variables).toEqual({ limit: 5 })
    const patch = { type: 'patch-variables', requestId: 'p', actor: 'admin', variables: { limit: 9 }, reason: 'typing error' } as const
    bench.send(patch)
    expect(bench.state.variables).toEqual({ limit: 9 })
    expect(() => bench.send({ ...patch, requestId: 'q', variables: { limits: 1 } })).toThrow('no variable')
    expect(() => bench.send({ ...patch, requestId: 'q', variables: { limit: 'nine' } })).toThrow('cannot hold')
    bench.done('work')
    bench.finish('act', { limit: 12 })
    expect(bench.state).toMatchObject({ status: 'ended', variables: { limit: 12 } })
  })

  it('are what the start brings, and what a called process gives back', () => {
    const bench = new Bench(waiting())
    const record = { entity: 'ticket', id: 'r1', values: {} }
    const parent = { instance: 'i', element: 'e' }
    bench.send({ type: 'start', requestId: 's', record, initiator: null, variables: { limit: 1 }, parent })
    bench.done('work')
    const { effects } = bench.finish('act', { limit: 3 })
    expect(effects).toEqual([expect.objectContaining({ type: 'instance.end', variables: { limit: 3 }, parent })])
  })
})

describe('a step that an administrator names', () => {
  it('is one of the instance, not what every object has', () => {
    const bench = begun()
    const named = { actor: 'admin', reason: 'x', requestId: 'n' } as const
    for (const element of ['constructor', '__proto__', 'nowhere']) {
      expect(() => bench.send({ ...named, type: 'jump', elements: [element], to: 'end' })).toThrow('flow.element.unknown')
      expect(() => bench.send({ ...named, type: 'retry-element', element })).toThrow('flow.element.unknown')
    }
    expect(() => bench.send({ ...named, type: 'jump', elements: [], to: 'constructor' })).toThrow('flow.jump.unknown')
  })
})

describe('a suspended instance', () => {
  const suspended = (): Bench => {
    const bench = begun()
    bench.send({ type: 'suspend', requestId: 's', actor: 'admin', reason: 'audit' })
    return bench
  }

  it('refuses what people do', () => {
    expect(() => suspended().done('work')).toThrow('suspended')
  })

  it('keeps what comes by itself until it is resumed', () => {
    const bench = suspended()
    expect(bench.ring('late').effects).toEqual([])
    expect(bench.at()).toEqual(['work'])
    bench.send({ type: 'resume', requestId: 'r', actor: 'admin' })
    expect(bench.at()).toEqual(['work', 'boss'])
    expect(bench.state.suspendedAt).toBeUndefined()
    expect(bench.events.reduce(apply, initialState())).toEqual(bench.state)
  })

  it('can be called off', () => {
    const bench = suspended()
    bench.send({ type: 'cancel', requestId: 'c', actor: 'admin', reason: '' })
    expect(bench.state.status).toBe('cancelled')
  })
})

describe('the initiator', () => {
  const revoke = (bench: Bench, actor = 'ann') => bench.send({ type: 'revoke', requestId: bench.requestId(), actor })

  it('may take everything back before anybody has acted', () => {
    const bench = begun()
    revoke(bench)
    expect(bench.state).toMatchObject({ status: 'cancelled', outcome: 'revoked', elements: {} })
    expect(() => revoke(begun(), 'eve')).toThrow('no longer be taken back')
  })

  it('later only when the policy of the process says so', () => {
    const other = { ...waiting(), policies: { revoke: 'never' as const } }
    expect(() => revoke(begun(other))).toThrow('no longer be taken back')
    const acted = new Bench({ ...waiting() })
    acted.start('lin')
    acted.done('work')
    expect(() => revoke(acted, 'lin')).toThrow('no longer be taken back')
    const always = new Bench({ ...waiting(), policies: { revoke: 'always' } })
    always.start('lin')
    always.done('work')
    revoke(always, 'lin')
    expect(always.state.outcome).toBe('revoked')
  })

  it('not once a customer has answered', () => {
    const asking = processOf(
      [
        ['start', 'start'],
        ['ask', 'confirm', { sendTo: 'phone' }],
        ['work', 'handle', person],
        ['end', 'end'],
      ],
      ['start → ask', 'ask → work', 'work → end'],
    )
    const bench = begun(asking)
    bench.answer('confirmed')
    expect(() => revoke(bench)).toThrow('no longer be taken back')
  })
})

describe('moving to another version', () => {
  const compiled = (document: ProcessDocument) => compileProcess(document, { nodes: nodeTypes }).process
  /** Two tasks side by side, joined; the names are the version's. */
  const version = (names: { a: string; b: string; join: string }, more: { after?: string; extra?: boolean } = {}): ProcessDocument => {
    const document = processOf(
      [
        ['start', 'start'],
        ['fork', 'parallel-gateway'],
        [names.a, 'handle', person],
        [names.b, 'handle', person],
        ['late', 'boundary-timer', { after: more.after ?? 'PT1H', interrupting: false }, { attachedTo: names.b }],
        ...(more.extra ? [news(names.b)] : []),
        [names.join, 'parallel-gateway'],
        ['end', 'end'],
      ],
      [
        'start → fork',
        `fork → ${names.a}`,
        `fork → ${names.b}`,
        `${names.a} → ${names.join}`,
        `${names.b} → ${names.join}`,
        `${names.join} → end`,
        'late → end',
        ...(more.extra ? ['news → end'] : []),
      ],
    )
    return document
  }
  const news = (attachedTo: string): Parameters<typeof processOf>[0][number] => [
    'news',
    'boundary-message',
    { message: 'news', interrupting: false },
    { attachedTo },
  ]
  const one = version({ a: 'a', b: 'b', join: 'join' })

  const halfway = (): Bench => {
    const bench = begun(one)
    bench.done('a')
    return bench
  }

  const under = (to: ProcessDocument, bench: Bench): Bench => {
    const target = new Bench(to, { ids: 'm' })
    target.state = bench.state
    target.now = bench.now
    // Requests that the instance has seen already would be taken for repeated ones.
    for (let id = 'q1'; bench.state.requests.includes(id); ) id = target.requestId()
    return target
  }

  const migrate = (bench: Bench, to: ProcessDocument, chosen: Parameters<typeof planMigration>[3] = {}) => {
    const plan = planMigration(compiled(one), compiled(to), bench.state, chosen)
    const target = under(to, bench)
    const fit = <T>(all: { [id: string]: T | null }) =>
      Object.fromEntries(Object.entries(all).filter(([, id]) => id !== null)) as { [id: string]: T }
    return {
      plan,
      target,
      send: () => target.send({ type: 'migrate', requestId: 'm', actor: 'admin', to: 2, nodes: fit(plan.nodes), flows: fit(plan.flows) }),
    }
  }

  it('keeps what has the same name, tokens too, and goes on', () => {
    const { plan, target, send } = migrate(halfway(), version({ a: 'a', b: 'b', join: 'join' }))
    expect(plan).toEqual({
      nodes: { b: 'b', late: 'late' },
      flows: { f3: 'f3' },
      problems: [],
      waits: [expect.objectContaining({ event: 'late', change: 'again' })],
    })
    send()
    expect(target.at()).toEqual(['b'])
    target.done('b')
    expect(target.state.status).toBe('ended')
  })

  it('asks where an active step goes that has no counterpart, and goes there', () => {
    const renamed = version({ a: 'a', b: 'beta', join: 'join' })
    const asking = migrate(halfway(), renamed)
    expect(asking.plan.nodes).toEqual({ b: null, late: 'late' })
    expect(asking.plan.problems.map(({ code, path }) => [code, path])).toEqual([['flow.migration.node-gone', '/nodes/b']])
    expect(asking.send).toThrow('no step')
    const { plan, target, send } = migrate(halfway(), renamed, { nodes: { b: 'beta' } })
    expect(plan.problems).toEqual([])
    const { effects } = send()
    expect(target.at()).toEqual(['beta'])
    expect(effects).toContainEqual({ type: 'task.change', task: target.task('beta').id, node: 'beta' })
    expect(target.openTasks('beta')).toHaveLength(1)
    target.done('beta')
    expect(target.state.status).toBe('ended')
  })

  it('sets timers by the new settings, counted from when the step began, and adds events that are new', () => {
    const bench = halfway()
    bench.now += 60_000
    const { plan, send, target } = migrate(bench, version({ a: 'a', b: 'b', join: 'join' }, { after: 'PT3H', extra: true }))
    expect(plan.waits.map(({ event, change }) => [event, change])).toEqual([
      ['late', 'again'],
      ['news', 'added'],
    ])
    const { effects } = send()
    expect(effects.map((effect) => effect.type)).toEqual(['job.cancel', 'job', 'subscribe'])
    expect(effects[1]).toMatchObject({ dueAt: '2026-11-22T11:00:00.000Z' })
    target.deliver('news')
    expect(target.state.nodes.news?.visits).toBe(1)
  })

  it('waits by the new settings where a token has come to an event', () => {
    const waiting = (after: string, message: string) =>
      processOf(
        [
          ['start', 'start'],
          ['fork', 'parallel-gateway'],
          ['while', 'timer-event', { after }],
          ['paid', 'receive-message', { message }],
          ['end', 'end'],
        ],
        ['start → fork', 'fork → while', 'fork → paid', 'while → end', 'paid → end'],
      )
    const bench = begun(waiting('P10D', 'payed'))
    const { id } = bench.element('paid')
    const target = under(waiting('PT2H', 'paid'), bench)
    target.now += 60_000
    const plan = planMigration(bench.process, target.process, bench.state)
    expect(plan.waits.map(({ event, change }) => [event, change])).toEqual([
      ['while', 'again'],
      ['paid', 'again'],
    ])
    const nodes = { while: 'while', paid: 'paid' }
    const { effects } = target.send({ type: 'migrate', requestId: 'm', actor: 'admin', to: 2, nodes, flows: {} })
    expect(effects).toMatchObject([
      { type: 'job.cancel' },
      { type: 'unsubscribe', key: `listen:${id}:message:payed` },
      { type: 'job', dueAt: '2026-11-22T10:00:00.000Z' },
      { type: 'subscribe', name: 'paid' },
    ])
    target.deliver('paid')
    expect(target.at()).toEqual(['while'])
  })

  it('does not let a timer go off twice', () => {
    const bench = halfway()
    bench.ring('late')
    const { send } = migrate(bench, version({ a: 'a', b: 'b', join: 'join' }, { after: 'PT3H' }))
    expect(send().effects).toEqual([])
  })

  it('still leads a step that was sent back straight to where it came from, under its new name', () => {
    const chain = (last: string) =>
      processOf(
        [
          ['start', 'start'],
          ['write', 'handle', person],
          ['between', 'handle', person],
          [last, 'handle', { ...person, opinionOnReturn: false }],
          ['end', 'end'],
        ],
        ['start → write', 'write → between', `between → ${last}`, `${last} → end`],
      )
    const bench = begun(chain('check'))
    bench.done('write')
    bench.done('between')
    const { id: task } = bench.task('check')
    bench.act({ type: 'return-task', task, actor: 'ann', to: 'write', resubmit: 'direct' })
    const target = under(chain('inspect'), bench)
    target.act({ type: 'migrate', actor: 'admin', to: 2, nodes: { check: 'inspect' }, flows: {} })
    target.done('write')
    expect(target.at()).toEqual(['inspect'])
  })

  it('goes on at once when the join no longer waits', () => {
    const narrow = processOf(
      [
        ['start', 'start'],
        ['b', 'handle', person],
        ['join', 'parallel-gateway'],
        ['after', 'handle', person],
        ['end', 'end'],
      ],
      ['start → b', 'b → join', 'join → after', 'after → end'],
    )
    const bench = halfway()
    const { target, send } = migrate(bench, narrow, { flows: { f3: 'f1' } })
    send()
    expect(target.at()).toEqual(['b', 'after'])
  })
})

describe('an instance of an earlier version of the engine', () => {
  it('goes on from its snapshot, and its timer still goes off', () => {
    const document = processOf(
      [
        ['start', 'start'],
        ['confirm', 'confirm', { sendTo: 'phone', assumeAfterDays: 7 }],
        ['end', 'end'],
      ],
      ['start → confirm', 'confirm → end'],
    )
    const old = {
      status: 'running',
      record: { entity: 'ticket', id: 'r1' },
      initiator: null,
      startedAt: '2026-11-20T08:00:00.000Z',
      endedAt: null,
      outcome: null,
      scopes: { root: { parent: null, taken: {} } },
      elements: {
        e2: {
          id: 'e2',
          node: 'confirm',
          scope: 'root',
          visit: 1,
          enteredAt: '2026-11-20T08:00:00.000Z',
          link: 'link:e2',
          timer: 'timer:e2',
        },
      },
      tasks: {},
      nodes: { start: { visits: 1, spentMs: 0 }, confirm: { visits: 1, spentMs: 0 } },
      requests: ['q1'],
    } as unknown as InstanceState
    const { process } = compileProcess(document, { nodes: nodeTypes })
    const given = { now: '2026-11-27T08:00:00.000Z', ids: ['x'], facts: {}, zone: 'UTC' }
    const decision = decide(process, old, { type: 'timer', requestId: 't', element: 'e2' }, given)
    const after = decision.events?.reduce(apply, old)
    expect(after).toMatchObject({ status: 'ended', outcome: 'done', variables: {}, parent: null, elements: {} })
  })
})
