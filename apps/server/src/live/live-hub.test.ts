import type { LiveEvent } from '@tangram/storage'
import { describe, expect, it, vi } from 'vitest'
import { createLiveHub, type LiveClient } from './live-hub.ts'

function hubWith(visible: { [person: string]: string[] }) {
  let announce: (event: LiveEvent) => void = () => {}
  const canSee = vi.fn(
    async (principal: { id: string }, _app: string, _entity: string, ids: readonly string[]) =>
      new Set(ids.filter((id) => visible[principal.id]?.includes(id))),
  )
  const storage = {
    live: {
      subscribe: (listener: (event: LiveEvent) => void) => {
        announce = listener
        return () => {}
      },
    },
    canSee,
  }
  const onSession = vi.fn()
  const hub = createLiveHub(storage as never, { warn: vi.fn() } as never, { gatherMs: 5, onSession })
  const page = (person: string) => {
    const heard: string[] = []
    const end = vi.fn()
    const client = {
      session: person,
      principal: { id: person },
      send: (event: string, data: LiveEvent | null) => heard.push(`${event} ${data?.id}`),
      end,
    }
    hub.add(client as unknown as LiveClient)
    return { heard, end }
  }
  return { announce: (event: LiveEvent) => announce(event), page, hub, canSee, onSession }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 40))

describe('live updates', () => {
  it('tell of records only to those who can see them', async () => {
    const { announce, page } = hubWith({ lin: ['1', '2'], chen: ['2'] })
    const lin = page('lin')
    const chen = page('chen')
    announce({ type: 'record', app: 'a', entity: 'e', id: '1' })
    announce({ type: 'record', app: 'a', entity: 'e', id: '2' })
    await soon()
    expect(lin.heard).toEqual(['record 1', 'record 2'])
    expect(chen.heard).toEqual(['record 2'])
  })

  it('ask once per person, however many changes and pages there are', async () => {
    const { announce, page, canSee } = hubWith({ lin: ['1', '2'] })
    page('lin')
    page('lin')
    for (const id of ['1', '2', '1']) announce({ type: 'record', app: 'a', entity: 'e', id })
    await soon()
    expect(canSee).toHaveBeenCalledTimes(1)
  })

  it('tell of tasks only those they concern, without naming the others', () => {
    const { announce, page } = hubWith({})
    const lin = page('lin')
    const chen = page('chen')
    announce({ type: 'task', id: 't', people: ['chen'] })
    expect(lin.heard).toEqual([])
    expect(chen.heard).toEqual(['task t'])
  })

  it('end the pages of somebody who was signed out elsewhere', () => {
    const { announce, page, onSession } = hubWith({})
    const lin = page('lin')
    const chen = page('chen')
    announce({ type: 'session', people: ['lin'] } as never)
    expect(lin.end).toHaveBeenCalled()
    expect(chen.end).not.toHaveBeenCalled()
    expect(onSession).toHaveBeenCalledWith(['lin'])
  })
})
