import type { PersonPrincipal } from '@tangram/access'
import type { FlowEffect } from '@tangram/flow-engine'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { desk, openDesk, openStorage, system } from '../testing/desk.ts'
import { BareInstance, waitingElement, withBareProcess } from '../testing/flow-desk.ts'
import { testDatabase } from '../testing/index.ts'
import type { DeliverPayload } from './flows.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let mia: PersonPrincipal
let clock: string | undefined

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db, { now: () => clock ?? new Date().toISOString() })
  mia = (await openDesk(storage, desk(withBareProcess))).mia as PersonPrincipal
})
afterEach(async () => {
  clock = undefined
  await db.pool.query('delete from tangram.flow_subscription; delete from tangram.flow_message; delete from tangram.job')
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

const listen = (key: string, name = 'paid', correlation = 'A-1', kind: 'message' | 'signal' = 'message'): FlowEffect => ({
  type: 'subscribe',
  key,
  element: `element of ${key}`,
  kind,
  name,
  correlation,
})
const begin = (...effects: FlowEffect[]) => new BareInstance(storage).begin(mia, { effects, ...(clock ? { now: clock } : {}) })
const publish = (id: string, more = {}) =>
  storage.flows.publish(system, {
    app: 'desk',
    id,
    kind: 'message',
    name: 'paid',
    correlation: 'A-1',
    payload: { id },
    ttlMs: 60_000,
    ...more,
  })
const deliveries = async () =>
  (await db.pool.query<{ payload: DeliverPayload }>(`select payload from tangram.job where kind = 'flow.deliver' order by key`)).rows.map(
    ({ payload }) => payload,
  )
const deliveryOf = ({ app, message, subscription, name, correlation }: DeliverPayload) => ({
  app,
  message,
  subscription,
  name,
  correlation,
})

describe('a message', () => {
  it('goes to the one who listens for its name and correlation', async () => {
    const instance = await begin(listen('right'))
    await begin(listen('other name', 'shipped'), listen('other correlation', 'paid', 'B-2'), listen('a signal', 'paid', 'A-1', 'signal'))
    expect(await publish('m1')).toEqual({ delivered: 1, isBuffered: false, isRepeated: false })
    expect(await deliveries()).toMatchObject([
      { instance: instance.id, element: 'element of right', subscription: 'right', message: 'm1', payload: { id: 'm1' } },
    ])
  })

  it('goes to one of several, the one who has listened longest; the next message to the next', async () => {
    await begin(listen('first'))
    await begin(listen('second'))
    await publish('m1')
    await publish('m2')
    expect(await publish('m3')).toMatchObject({ delivered: 0, isBuffered: true })
    expect((await deliveries()).map(({ message, subscription }) => [message, subscription])).toEqual([
      ['m1', 'first'],
      ['m2', 'second'],
    ])
  })

  it('counts once, however often it is sent', async () => {
    await begin(listen('one'), listen('two'))
    await publish('same')
    expect(await publish('same')).toEqual({ delivered: 0, isBuffered: false, isRepeated: true })
    expect(await deliveries()).toHaveLength(1)
  })

  it('waits for somebody who listens later, in the order of coming, until its time is over', async () => {
    clock = '2026-11-02T08:00:00.000Z'
    await publish('old', { ttlMs: 1_000 })
    clock = '2026-11-02T08:00:02.000Z'
    await publish('m1')
    clock = '2026-11-02T08:00:03.000Z'
    await publish('m2')
    await begin(listen('late'), listen('later'), listen('latest'))
    expect((await deliveries()).map(({ message, subscription }) => [message, subscription])).toEqual([
      ['m1', 'late'],
      ['m2', 'later'],
    ])
  })

  it('without a time to live is gone when nobody listens', async () => {
    expect(await publish('m1', { ttlMs: undefined })).toEqual({ delivered: 0, isBuffered: false, isRepeated: false })
    await begin(listen('late'))
    expect(await deliveries()).toEqual([])
  })

  it('that comes while somebody begins to listen is never missed', async () => {
    for (let round = 0; round < 30; round++) {
      const correlation = `race ${round}`
      await Promise.all([begin(listen(`s ${round}`, 'paid', correlation)), publish(`m ${round}`, { correlation })])
    }
    expect(await deliveries()).toHaveLength(30)
  })

  it('that its subscriber can no longer take goes to another one, or waits again', async () => {
    await begin(listen('gone'))
    await publish('m1')
    const [first] = await deliveries()
    await db.pool.query(`delete from tangram.job; delete from tangram.flow_subscription`)
    await storage.flows.giveBack(system, deliveryOf(first as DeliverPayload))
    expect(await deliveries()).toEqual([])
    await begin(listen('here'))
    expect(await deliveries()).toMatchObject([{ message: 'm1', subscription: 'here' }])
  })

  it('is delivered with the save; whoever goes on listening gets the next that waits', async () => {
    const instance = await begin(listen('again'))
    await publish('m1')
    await publish('m2')
    const [first] = await deliveries()
    const element = waitingElement('element of again', { subscriptions: { again: { kind: 'message', name: 'paid', correlation: 'A-1' } } })
    await instance.save({ delivers: deliveryOf(first as DeliverPayload), state: { elements: { [element.id]: element } } })
    expect((await deliveries()).map(({ message }) => message)).toEqual(['m1', 'm2'])
    await instance.save({
      delivers: { ...deliveryOf(first as DeliverPayload), message: 'm2' },
      effects: [{ type: 'unsubscribe', key: 'again' }],
    })
    expect((await db.pool.query('select id from tangram.flow_message where delivered_at is null')).rows).toEqual([])
    await publish('m3')
    expect(await deliveries()).toHaveLength(2)
  })
})

describe('a signal', () => {
  it('goes to all who listen now, except those who have it already, and waits for nobody', async () => {
    await begin(listen('one', 'alarm', undefined, 'signal'))
    await begin(listen('two', 'alarm', undefined, 'signal'), listen('told', 'alarm', undefined, 'signal'), listen('a message', 'alarm'))
    const signal = { kind: 'signal' as const, name: 'alarm', correlation: null, told: ['told'] }
    expect(await publish('s1', signal)).toMatchObject({ delivered: 2, isBuffered: false })
    expect(await publish('s1', signal)).toMatchObject({ isRepeated: true })
    expect((await deliveries()).map(({ subscription }) => subscription)).toEqual(['one', 'two'])
    await begin(listen('late', 'alarm', undefined, 'signal'))
    expect(await deliveries()).toHaveLength(2)
  })
})
