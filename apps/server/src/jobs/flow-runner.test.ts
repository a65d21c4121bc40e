import { defaultPlatform, resolveApp } from '@tangram/app-model'
import { serviceDesk } from '@tangram/example-service-desk'
import { initialState } from '@tangram/flow-engine'
import type { Decision, PublishedApp, SaveResult, Storage } from '@tangram/storage'
import { describe, expect, it, vi } from 'vitest'
import { createCompiler } from './compiled-app.ts'
import { createFlowRunner } from './flow-runner.ts'

const desk = {
  id: 'service_desk',
  version: 1,
  document: serviceDesk,
  resolved: resolveApp(serviceDesk, defaultPlatform),
} as unknown as PublishedApp
const record = '01920000-0000-7000-8000-000000000001'
const person = '01920000-0000-7000-8000-000000000002'

/** A storage that knows one person for everything and answers saves as told. */
function runnerThat(answers: SaveResult[], { app, locale }: { app: PublishedApp; locale?: 'en' } = { app: desk }) {
  const saved: Decision[] = []
  const facts = vi.fn(async (_who: unknown, _about: unknown, need: { type: string; people?: string[] }[]) => {
    const { factKey } = await import('@tangram/flow-engine')
    const answer = (type: string) =>
      type === 'team-members' ? { team: person, members: [person] } : type === 'open-task-counts' ? {} : type === 'value' ? null : [person]
    return Object.fromEntries(need.map((fact) => [factKey(fact as never), answer(fact.type)]))
  })
  let state = initialState()
  const load = vi.fn(async () => ({
    id: 'i',
    app: app.id,
    appVersion: 1,
    process: 'complaint_handling',
    entity: 'ticket',
    record,
    revision: saved.length,
    state,
  }))
  const storage = {
    flows: {
      readFacts: facts,
      load,
      save: async (decision: Decision) => {
        saved.push(decision)
        const answer = answers.shift() ?? { saved: true, revision: 1 }
        if (answer.saved) state = decision.state
        return answer
      },
    },
    apps: { version: async () => app },
  } as unknown as Storage
  const flows = createFlowRunner({
    storage,
    compiled: createCompiler(defaultPlatform),
    zone: 'Asia/Shanghai',
    ...(locale ? { locale } : {}),
    now: () => '2026-11-22T00:00:00.000Z',
  })
  const begin = () =>
    flows.begin(
      {
        app: app.id,
        process: 'complaint_handling',
        entity: 'ticket',
        record,
        initiator: null,
        values: { problem_type: 'billing', urgency: 'low', created_at: '2026-11-22T00:00:00.000Z' },
        requestId: 'change:1:complaint_handling',
      },
      app,
    )
  return { flows, begin, saved, facts, load, state: () => state }
}

describe('the flow runner', () => {
  it('looks up the facts a decision needs and saves what follows in one call', async () => {
    const { begin, saved, facts } = runnerThat([])
    await begin()
    expect(facts).toHaveBeenCalled()
    expect(saved).toHaveLength(1)
    expect(saved[0]?.effects.map(({ type }) => type)).toContain('task.open')
    expect(saved[0]).toMatchObject({ revision: 0, begin: { appVersion: 1 } })
  })

  it('gives a repeated start the same instance, so that there is never a second', async () => {
    const first = runnerThat([])
    await first.begin()
    const second = runnerThat([])
    await second.begin()
    expect(second.saved[0]?.instance).toBe(first.saved[0]?.instance)
  })

  it('decides again on the newer state when somebody else was faster', async () => {
    const { begin, flows, saved, state } = runnerThat([
      { saved: true, revision: 1 },
      { saved: false, reason: 'stale' },
      { saved: false, reason: 'stale' },
    ])
    await begin()
    const [task] = Object.values(state().tasks)
    const command = { type: 'complete-task', requestId: 'r', task: task?.id ?? '', actor: person, outcome: 'done' } as const
    await flows.advance({ instance: 'i', command, principal: { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } })
    expect(saved.slice(1).map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  it('is done when the same request was saved before', async () => {
    const { begin, flows, saved, state } = runnerThat([
      { saved: true, revision: 1 },
      { saved: false, reason: 'repeated' },
    ])
    await begin()
    const [task] = Object.values(state().tasks)
    const command = { type: 'complete-task', requestId: 'r', task: task?.id ?? '', actor: person, outcome: 'done' } as const
    await flows.advance({ instance: 'i', command, principal: { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } })
    expect(saved).toHaveLength(2)
  })

  describe('where it left an instance', () => {
    const principal = { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } as const
    const complete = (task: string) => ({ type: 'complete-task', requestId: 'r', task, actor: person, outcome: 'done' }) as const
    const begun = async (answers: SaveResult[]) => {
      const runner = runnerThat(answers)
      const instance = await runner.begin()
      const [task] = Object.keys(runner.state().tasks)
      return { ...runner, instance, task: task ?? '' }
    }

    it('is where it goes on, without reading it back', async () => {
      const { flows, saved, load, instance, task } = await begun([{ saved: true, revision: 1 }])
      expect(await flows.advance({ instance, command: complete(task), principal })).toBe('moved')
      expect(load).not.toHaveBeenCalled()
      expect(saved.map((each) => each.revision)).toEqual([0, 1])
    })

    it('is read again when somebody went on since then', async () => {
      const { flows, saved, load, instance, task } = await begun([
        { saved: true, revision: 7 },
        { saved: false, reason: 'stale' },
        { saved: true, revision: 3 },
      ])
      expect(await flows.advance({ instance, command: complete(task), principal })).toBe('moved')
      expect(load).toHaveBeenCalledOnce()
      expect(saved.map((each) => each.revision)).toEqual([0, 7, 2])
    })

    it('refuses nothing by itself: what is stored decides', async () => {
      const { flows, load, instance } = await begun([{ saved: true, revision: 1 }])
      await expect(flows.advance({ instance, command: complete('no such task'), principal })).rejects.toThrow('flow.task.unknown')
      expect(load).toHaveBeenCalledOnce()
    })

    it('is not kept of a beginning that was not saved', async () => {
      const { flows, load, instance, task } = await begun([{ saved: false, reason: 'repeated' }])
      await flows.advance({ instance, command: complete(task), principal }).catch(() => {})
      expect(load).toHaveBeenCalledOnce()
    })
  })

  it('says what the engine says in the language of the organisation', async () => {
    const config = { approvers: { kind: 'initiator' }, empty: 'pass' }
    const process = {
      id: 'complaint_handling',
      label: { en: 'Quick' },
      entity: 'ticket',
      nodes: {
        order: ['start', 'sign', 'end'],
        items: {
          start: { id: 'start', type: 'start', label: { en: 'Start' }, config: {} },
          sign: { id: 'sign', type: 'approve', label: { en: 'Sign' }, config },
          end: { id: 'end', type: 'end', label: { en: 'End' }, config: {} },
        },
      },
      flows: { order: ['f1', 'f2'], items: { f1: { id: 'f1', from: 'start', to: 'sign' }, f2: { id: 'f2', from: 'sign', to: 'end' } } },
    }
    const document = { ...serviceDesk, processes: { order: [process.id], items: { [process.id]: process } } }
    const app = { ...desk, document } as unknown as PublishedApp
    const { begin, saved } = runnerThat([], { app, locale: 'en' })
    await begin()
    expect(saved[0]?.effects).toContainEqual(expect.objectContaining({ type: 'task.close', opinion: expect.stringContaining('by rule') }))
  })

  it('saves nothing for a command that does not fit', async () => {
    const { begin, flows, saved } = runnerThat([])
    await begin()
    const command = { type: 'complete-task', requestId: 'r', task: 'no such task', actor: person, outcome: 'done' } as const
    await expect(
      flows.advance({ instance: 'i', command, principal: { kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' } }),
    ).rejects.toThrow('flow.task.unknown')
    expect(saved).toHaveLength(1)
  })
})
