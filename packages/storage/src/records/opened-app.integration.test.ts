import type { LinkPrincipal, Principal } from '@tangram/access'
import type { AppDocument } from '@tangram/app-model'
import type { Collection, FieldDocument, Id, RecordValues } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, listed, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const words = (en: string) => ({ en, 'zh-CN': en })
const asked = ['subject', 'amount', 'status', 'product', 'minutes', 'cost', 'pictures']
const intake: FormDocument = {
  id: 'intake',
  label: words('Intake'),
  entity: 'ticket',
  public: { enabled: true },
  elements: listed(asked.map((field) => ({ id: field, kind: 'field' as const, field }))),
}
const base = desk((document) => {
  document.forms = listed([intake])
  document.reports = { order: [], items: {} }
})

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let other: Storage
let cast: Cast
/** The version in which everybody opens the form. */
let opened: number

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  other = await openStorage(db.connectAgain())
  cast = await openDesk(storage, base)
})
afterAll(async () => {
  await other.close()
  await storage.close()
  await db.close()
})
beforeEach(async () => {
  opened = await publish(() => {})
})

async function* content() {
  yield new TextEncoder().encode('hello')
}

/** Publishes the desk with a change. */
async function publish(change: (document: AppDocument) => void): Promise<number> {
  const { revision } = await storage.apps.draft(system, 'desk')
  const document = structuredClone(base)
  change(document)
  await storage.apps.saveDraft(system, 'desk', document, revision)
  return (await storage.apps.publish(system, 'desk')).version
}
const ticketOf = (document: AppDocument) => document.entities.items.ticket as { fields: Collection<FieldDocument> }
function without<T>({ order, items }: Collection<T>, id: Id): void {
  order.splice(order.indexOf(id), 1)
  delete items[id]
}
/** The builder takes a field out of table and form. */
const withoutField = (id: Id) => (document: AppDocument) => {
  without(ticketOf(document).fields, id)
  without((document.forms.items.intake as FormDocument).elements, id)
}
const withField = (field: FieldDocument) => (document: AppDocument) => {
  const { fields } = ticketOf(document)
  if (!Object.hasOwn(fields.items, field.id)) fields.order.push(field.id)
  fields.items[field.id] = field
}
const handIn = (values: RecordValues, by: Principal = cast.mia, appVersion: number | null = opened) =>
  storage
    .records(by)
    .create('desk', 'ticket', { subject: 'It broke', ...values }, { form: 'intake', ...(appVersion === null ? {} : { appVersion }) })
const rowOf = async (id: string) => (await db.pool.query('select * from desk.ticket where id = $1', [id])).rows[0]
const lastChange = async (id: string) =>
  (await db.pool.query('select after from tangram.change where record = $1 order by version desc limit 1', [id])).rows[0].after
const link = (): LinkPrincipal => ({
  kind: 'link',
  id: '0190a000-0000-7000-8000-000000000001',
  app: 'desk',
  purpose: 'form',
  form: 'intake',
  entity: 'ticket',
  record: null,
  locale: 'en',
  zone: 'Asia/Shanghai',
})

describe('a form that was opened before a publish is accepted', () => {
  it.each([
    ['by somebody who is signed in', () => cast.mia],
    ['by a customer with a link', link],
  ])('when a field is gone meanwhile, %s: a rollback shows what was typed', async (_, by) => {
    await publish(withoutField('amount'))
    const record = await handIn({ amount: 'about forty' }, by())
    expect(record.values).not.toHaveProperty('amount')
    expect(await rowOf(record.id)).toMatchObject({ subject: 'It broke', status: 'new', amount: 'about forty' })
    expect(await lastChange(record.id)).toMatchObject({ amount: 'about forty' })
    expect((await storage.records(cast.mia).get('desk', 'ticket', record.id)).values).not.toHaveProperty('amount')
    await publish(() => {})
    expect((await storage.records(cast.mia).get('desk', 'ticket', record.id)).values.amount).toBe('about forty')
  })

  it('when the choice that was made is gone', async () => {
    await publish((document) => {
      const { config } = ticketOf(document).fields.items.status as FieldDocument & { config: { options: { id: Id }[] } }
      config.options = config.options.filter(({ id }) => id !== 'busy')
    })
    expect((await handIn({ status: 'busy' })).values.status).toBe('busy')
    await expect(handIn({ status: 'busy' }, cast.mia, null)).rejects.toMatchObject({ code: 'storage.record.invalid' })
  })

  it('when more is required by now; a new field begins with what it begins with, a computed one is computed', async () => {
    await publish((document) => {
      ;(ticketOf(document).fields.items.amount as FieldDocument).required = true
      withField({ id: 'channel', type: 'text', label: words('Channel'), required: true })(document)
      const { elements } = document.forms.items.intake as FormDocument
      elements.order.push('channel')
      elements.items.channel = { id: 'channel', kind: 'field', field: 'channel' }
      withField({ id: 'source', type: 'text', label: words('Source'), default: 'desk', required: true })(document)
      withField({ id: 'shout', type: 'text', label: words('Shout'), computed: { cat: [{ var: 'subject' }, '!'] } })(document)
    })
    const { values } = await handIn({ minutes: 21 })
    expect(values).toMatchObject({ amount: null, channel: null, source: 'desk', shout: 'It broke!', minutes: 21 })
    await expect(handIn({}, cast.mia, null)).rejects.toMatchObject({ code: 'storage.record.invalid' })
  })

  it('when the form is gone', async () => {
    await publish((document) => without(document.forms, 'intake'))
    expect((await handIn({ amount: '7' })).values.amount).toBe('7')
    await expect(handIn({}, cast.mia, null)).rejects.toMatchObject({ code: 'storage.form.unknown' })
  })

  it('when the whole table is gone: its record waits in the retired one', async () => {
    await publish((document) => {
      without(document.entities, 'ticket')
      without(document.forms, 'intake')
      for (const role of Object.values(document.access.roles.items)) delete (role.grants as { ticket?: unknown }).ticket
    })
    const record = await handIn({ amount: 'for the archive' })
    await expect(storage.records(cast.mia).get('desk', 'ticket', record.id)).rejects.toMatchObject({ code: 'storage.entity.unknown' })
    await publish(() => {})
    expect((await storage.records(cast.mia).get('desk', 'ticket', record.id)).values).toMatchObject({ amount: 'for the archive' })
  })

  it('when a field has another type: the words stay beside what they became', async () => {
    await publish(withField({ id: 'amount', type: 'integer', label: words('Amount') }))
    const [fits, not] = [await handIn({ amount: '42' }), await handIn({ amount: 'about forty' })]
    expect([fits.values.amount, not.values.amount]).toEqual([42, null])
    const { amount: _, ...more } = await lastChange(not.id)
    expect(more[`amount@${opened}`]).toBe('about forty')
    await storage.records(cast.mia).update('desk', 'ticket', not.id, { minutes: 1 }, {})
    await publish(() => {})
    const read = async (id: string) => (await storage.records(cast.mia).get('desk', 'ticket', id)).values.amount
    expect([await read(fits.id), await read(not.id)]).toEqual(['42', 'about forty'])
  })

  it('when it changes a record that is there, and when many versions lie between', async () => {
    const record = await handIn({ amount: 'old', minutes: 1 })
    await publish(withoutField('amount'))
    await publish(withField({ id: 'minutes', type: 'text', label: words('Minutes') }))
    await publish((document) => {
      withoutField('amount')(document)
      withField({ id: 'minutes', type: 'text', label: words('Minutes') })(document)
    })
    const changed = await storage
      .records(cast.mia)
      .update('desk', 'ticket', record.id, { amount: 'new', minutes: 5, subject: 'Mended' }, { version: 1, appVersion: opened })
    expect(changed).toMatchObject({ version: 2, values: { subject: 'Mended', minutes: '5' } })
    await publish(() => {})
    expect((await storage.records(cast.mia).get('desk', 'ticket', record.id)).values).toMatchObject({ amount: 'new', minutes: 5 })
  })

  it('with files and references in fields that are gone', async () => {
    const product = await storage.records(cast.mia).create('desk', 'product', { model: 'X1' })
    const file = await storage.files.stage(cast.mia, { name: 'a.png', type: 'image/png', content: content() })
    await publish((document) => {
      withoutField('product')(document)
      withoutField('pictures')(document)
    })
    const record = await handIn({ product: product.id, pictures: [{ id: file.id, name: 'lies', size: 1, type: 'image/png' }] })
    expect(await rowOf(record.id)).toMatchObject({ product: product.id, pictures: [{ id: file.id, name: 'a.png' }] })
    const { rows } = await db.pool.query('select state, record from tangram.file where id = $1', [file.id])
    expect(rows).toEqual([{ state: 'attached', record: record.id }])
    const nowhere = '0190a000-0000-7000-8000-000000000009'
    await expect(handIn({ product: nowhere })).rejects.toMatchObject({ code: 'storage.record.invalid', path: '/product' })
  })

  it('from several processes while versions are published: none is refused, none is lost', async () => {
    const made: { id: string; amount: string }[] = []
    let writing = true
    const writer = async (through: Storage, name: string) => {
      for (let n = 0; writing; n++) {
        const amount = `${name} ${n}`
        const values = { subject: 'Busy', amount }
        const { id } = await through.records(link()).create('desk', 'ticket', values, { form: 'intake', appVersion: opened })
        made.push({ id, amount })
      }
    }
    const writers = [writer(storage, 'a'), writer(other, 'b'), writer(storage, 'c'), writer(other, 'd')]
    await publish(withoutField('amount'))
    await publish(withField({ id: 'amount', type: 'integer', label: words('Amount') }))
    await publish((document) => without(document.forms, 'intake'))
    await publish(() => {})
    writing = false
    await Promise.all(writers)
    const { rows } = await db.pool.query<{ id: string; amount: string }>(
      `select id, amount from desk.ticket where subject = 'Busy' order by id`,
    )
    expect(rows).toEqual(made.sort((a, b) => (a.id < b.id ? -1 : 1)))
    expect(made.length).toBeGreaterThan(20)
  })
})

describe('nobody may do more by naming an earlier version', () => {
  const grantOf = (document: AppDocument) =>
    document.access.roles.items.agent?.grants.ticket as { create: boolean; fields: { [field: Id]: 'hidden' | 'read' } }

  it('than today on a field that is still there', async () => {
    await publish((document) => {
      grantOf(document).fields.amount = 'read'
    })
    await expect(handIn({ amount: '1' }, cast.ann)).rejects.toMatchObject({ code: 'storage.field.read-only' })
    await publish((document) => {
      grantOf(document).create = false
    })
    await expect(handIn({}, cast.ann)).rejects.toMatchObject({ code: 'storage.record.forbidden' })
  })

  it('than then on a field that is gone', async () => {
    await publish((document) => {
      withoutField('cost')(document)
      withoutField('minutes')(document)
      delete grantOf(document).fields.cost
      delete grantOf(document).fields.minutes
    })
    await expect(handIn({ cost: '1.00' }, cast.ann)).rejects.toMatchObject({ code: 'storage.field.unknown' })
    await expect(handIn({ minutes: 1 }, cast.ann)).rejects.toMatchObject({ code: 'storage.field.read-only' })
    await expect(handIn({ cost: '1.00' }, link())).rejects.toMatchObject({ code: 'storage.field.unknown' })
    expect(await rowOf((await handIn({ cost: '1.00', minutes: 3 })).id)).toMatchObject({ cost: '1.00', minutes: 3 })
  })

  it('and must answer what that version asked', async () => {
    await publish(withoutField('amount'))
    await expect(handIn({ subject: null, amount: '1' })).rejects.toMatchObject({ code: 'storage.record.invalid', path: '/subject' })
    await expect(handIn({ due: '2026-11-30T00:00:00.000Z' }, link())).rejects.toMatchObject({ code: 'storage.field.unknown' })
  })

  it('that was never published; without one, today counts', async () => {
    for (const version of [opened + 100, 0, -1, 1.5]) {
      await expect(handIn({}, cast.mia, version)).rejects.toMatchObject({ code: 'storage.version.unknown', status: 404 })
    }
    await publish(withoutField('amount'))
    const today = storage.records(cast.mia).create('desk', 'ticket', { subject: 'x', amount: '1' }, { form: 'intake' })
    await expect(today).rejects.toMatchObject({ code: 'storage.field.unknown' })
  })
})
