import { type CompiledProcess, compileProcess, nodeTypes } from '@tangram/flow-engine'
import { describe, expect, it } from 'vitest'
import type { Beginning } from './flow-runner.ts'
import { followChange } from './follow-change.ts'

const watching = (trigger: string): CompiledProcess => {
  const start = { id: 'start', type: 'start', label: { en: 'Start' }, config: { trigger } }
  const end = { id: 'end', type: 'end', label: { en: 'End' }, config: {} }
  const document = {
    id: 'watch',
    label: { en: 'Watch' },
    entity: 'ticket',
    nodes: { order: ['start', 'end'], items: { start, end } },
    flows: { order: ['f'], items: { f: { id: 'f', from: 'start', to: 'end' } } },
  }
  return compileProcess(document, { nodes: nodeTypes }).process
}

/** What a process begins with that starts on a change. */
async function begunOn(kind: 'create' | 'update'): Promise<Beginning | undefined> {
  const change = {
    id: 'c1',
    app: 'desk',
    entity: 'ticket',
    record: 'r1',
    kind,
    version: 2,
    at: '2026-11-22T08:00:00.000Z',
    actor: 'bo',
    cause: null,
    before: { title: 'Old' },
    after: { title: 'New' },
  }
  const begun: Beginning[] = []
  const process = watching(kind === 'create' ? 'record-created' : 'record-changed')
  const services = {
    storage: { changes: { get: async () => change }, apps: { get: async () => ({ id: 'desk' }) } },
    flows: { begin: async (beginning: Beginning) => void begun.push(beginning) },
    slas: { concerns: () => false, followRelated: async () => {} },
    compiled: () => ({ processes: new Map([['watch', process]]), rules: [] }),
    zone: 'Asia/Shanghai',
    now: () => change.at,
  }
  await followChange(services as never, 'c1', { fence: { job: 'j', attempt: 1 } })
  return begun[0]
}

describe('a process that starts on a change', () => {
  it('of a new record knows who created it', async () => {
    const start = await begunOn('create')
    expect(start?.values).toMatchObject({ title: 'New', created_by: 'bo', created_at: '2026-11-22T08:00:00.000Z' })
  })

  it('of one that was there does not take whoever changed it for its creator', async () => {
    const start = await begunOn('update')
    expect(start?.values).toMatchObject({ title: 'New', updated_by: 'bo' })
    expect(start?.values).not.toHaveProperty('created_by')
    expect(start?.values).not.toHaveProperty('created_at')
  })
})
