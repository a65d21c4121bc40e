import type { PersonPrincipal } from '@tangram/access'
import type { LiveEvent } from '@tangram/storage'
import { describe, expect, it, vi } from 'vitest'
import { createLiveHub, type LiveClient } from './live-hub.ts'

const tile = (report: string) => ({ order: ['t'], items: { t: { id: 't', report, x: 0, y: 0, w: 6, h: 4 } } })
const report = (id: string, from: string) => ({ id, from, label: {}, rows: [], measures: {}, measureOrder: [], chart: { type: 'kpi' } })
/** Dashboards that are lent over two tables and one that is not; chen opens the first and the last. */
const lending = {
  document: {
    reports: { order: ['sales', 'visits'], items: { sales: report('sales', 'sale'), visits: report('visits', 'visit') } },
    dashboards: {
      order: ['wall', 'hall', 'own'],
      items: {
        wall: { id: 'wall', label: {}, tiles: tile('sales'), access: 'publisher' },
        hall: { id: 'hall', label: {}, tiles: tile('visits'), access: 'publisher' },
        own: { id: 'own', label: {}, tiles: tile('sales') },
      },
    },
    access: { roles: { order: ['clerk'], items: { clerk: { id: 'clerk', label: {}, grants: {}, dashboards: ['wall', 'own'] } } } },
  },
  resolved: { reportSource: (id: string) => ({ id, attributes: {} }), entity: (id: string) => ({ id, attributes: {} }) },
}

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
    apps: { get: async () => lending },
  }
  const hub = createLiveHub(storage as never, { warn: vi.fn() } as never, { gatherMs: 5, figuresMs: 10, mostOfOne: 3, most: 5 })
  const signedIn = new Set(Object.keys(visible))
  let leave = () => {}
  const said: string[] = []
  const page = (person: string) => {
    const heard: string[] = []
    const end = vi.fn()
    const client: LiveClient = {
      person,
      principal: async () => {
        if (!signedIn.has(person)) return null
        const roles: { [app: string]: string[] } = person === 'chen' ? { a: ['clerk'] } : {}
        const seen = person.includes(' as ') ? { seenBy: 'admin' } : {}
        return { kind: 'person', id: person, admin: person === 'admin', roles, ...seen } as unknown as PersonPrincipal
      },
      send: (event, data) => {
        heard.push(`${event} ${data?.id}`)
        said.push(JSON.stringify(data))
      },
      end,
    }
    leave = hub.add(client)
    return { heard, end }
  }
  return { announce: (event: LiveEvent) => announce(event), page, canSee, signedIn, said, leave: () => leave() }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 40))

describe('live updates', () => {
  it('close the oldest page of somebody who has too many open, and nobody else’s', () => {
    const { page } = hubWith({ lin: [], chen: [] })
    const chen = page('chen')
    const [first, ...others] = [page('lin'), page('lin'), page('lin'), page('lin')]
    expect(first).toMatchObject({ heard: ['replaced undefined'] })
    expect(first?.end).toHaveBeenCalledOnce()
    for (const other of [chen, ...others]) {
      expect(other.heard).toEqual([])
      expect(other.end).not.toHaveBeenCalled()
    }
  })

  it('refuse a page too many for the process, and take it once another has gone', () => {
    const { page, leave } = hubWith({ a: [], b: [] })
    for (const person of ['a', 'a', 'a', 'b', 'b']) page(person)
    expect(() => page('c')).toThrow('server.busy')
    leave()
    expect(() => page('c')).not.toThrow()
  })

  it('tell of incidents to administrators only', async () => {
    const { announce, page } = hubWith({ admin: [], lin: [] })
    const admin = page('admin')
    const lin = page('lin')
    announce({ type: 'incident' })
    await soon()
    expect(admin.heard).toEqual(['incident undefined'])
    expect(lin.heard).toEqual([])
  })

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

  it('tell of a published app only to those who have a part in it, of a record in it to whoever sees that', async () => {
    const { announce, page } = hubWith({ admin: [], chen: [], lin: ['1'] })
    const [admin, chen, lin] = [page('admin'), page('chen'), page('lin')]
    announce({ type: 'app', app: 'a' })
    announce({ type: 'record', app: 'a', entity: 'e', id: '1' })
    await soon()
    expect(admin.heard).toEqual(['app undefined'])
    expect(chen.heard).toEqual(['app undefined'])
    expect(lin.heard).toEqual(['record 1'])
  })

  it('ask once per person, however many changes and pages there are', async () => {
    const { announce, page, canSee } = hubWith({ lin: ['1', '2'] })
    page('lin')
    page('lin')
    for (const id of ['1', '2', '1']) announce({ type: 'record', app: 'a', entity: 'e', id })
    await soon()
    expect(canSee).toHaveBeenCalledTimes(1)
  })

  it('tell of tasks only those they concern, without naming the others', async () => {
    const { announce, page } = hubWith({ lin: [], chen: [] })
    const lin = page('lin')
    const chen = page('chen')
    announce({ type: 'task', id: 't', people: ['chen'] })
    await soon()
    expect(lin.heard).toEqual([])
    expect(chen.heard).toEqual(['task t'])
  })

  it('tell of a task that concerns more people than can be named those who see its record', async () => {
    const { announce, page } = hubWith({ lin: [], chen: ['1'] })
    const lin = page('lin')
    const chen = page('chen')
    announce({ type: 'task', app: 'a', entity: 'e', id: '1' })
    await soon()
    expect(lin.heard).toEqual([])
    expect(chen.heard).toEqual(['task 1'])
  })

  it('tell who sees as somebody else nothing that is for that person alone', async () => {
    const { announce, page } = hubWith({ lin: ['1'], 'lin as chen': ['1'] })
    const lin = page('lin')
    const seer = page('lin as chen')
    announce({ type: 'task', id: 't', people: ['lin', 'lin as chen'] })
    announce({ type: 'record', app: 'a', entity: 'e', id: '1' })
    await soon()
    expect(lin.heard).toEqual(['task t', 'record 1'])
    expect(seer.heard).toEqual(['record 1'])
  })

  it('say the same thing once', async () => {
    const { announce, page } = hubWith({ lin: [] })
    const lin = page('lin')
    for (let n = 0; n < 3; n++) announce({ type: 'task', id: 't' })
    await soon()
    expect(lin.heard).toEqual(['task t'])
  })

  it('tell who looks at lent figures that they changed, once, and of no record', async () => {
    const { announce, page, said } = hubWith({ lin: [], chen: [] })
    const lin = page('lin')
    const chen = page('chen')
    for (let n = 0; n < 3; n++) announce({ type: 'record', app: 'a', entity: 'sale', id: `secret-${n}` })
    await soon()
    expect(chen.heard).toEqual(['figures wall'])
    expect(said).toEqual(['{"app":"a","id":"wall"}'])
    announce({ type: 'record', app: 'a', entity: 'visit', id: 'secret' })
    await soon()
    expect(chen.heard).toHaveLength(1)
    expect(lin.heard).toEqual([])
  })

  it('end for somebody whose session is over, who hears nothing more', async () => {
    const { announce, page, signedIn } = hubWith({ lin: ['1'] })
    const lin = page('lin')
    signedIn.delete('lin')
    announce({ type: 'record', app: 'a', entity: 'e', id: '1' })
    await soon()
    expect(lin.end).toHaveBeenCalled()
    expect(lin.heard).toEqual([])
  })
})
