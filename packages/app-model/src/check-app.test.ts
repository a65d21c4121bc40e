import { type JsonObject, type JsonValue, locales } from '@tangram/data-model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { withValueAt } from './commands/json-pointer.ts'
import { linkMessages, planMessages, shapeMessages } from './messages.ts'
import { defaultPlatform } from './platform.ts'
import { emptyApp, sampleApp } from './testing/sample-app.ts'

/** What is found when one place of the sample holds something else (undefined: nothing). */
function findingsWith(path: string, value: JsonValue | undefined) {
  return checkApp(withValueAt(sampleApp() as unknown as JsonValue, path, value), defaultPlatform)
}

const codesWith = (path: string, value: JsonValue | undefined) => findingsWith(path, value).map((found) => [found.code, found.path])

describe('checkApp', () => {
  it('finds nothing wrong with a sound app, nor with an empty one', () => {
    expect(checkApp(sampleApp(), defaultPlatform)).toEqual([])
    expect(checkApp(emptyApp('empty'), defaultPlatform)).toEqual([])
  })

  it('says what, where and what to do, in both languages', () => {
    const [found] = findingsWith('/views/items/tickets/columns/1', 'colour')
    expect(found).toEqual({
      code: 'app.field.unknown',
      path: '/views/items/tickets/columns/1',
      severity: 'error',
      message: { en: 'The table “Ticket” has no field “colour”', 'zh-CN': '数据表“投诉”没有字段“colour”' },
      fix: { en: 'Choose an existing field, or add this one', 'zh-CN': '请选择已有字段，或添加此字段' },
    })
  })

  describe('looks at the shape', () => {
    it.each([
      ['a property nobody knows', '/entities/items/ticket/colour', 'red', 'app.shape.unknown'],
      ['a missing property', '/entities/items/ticket/title', undefined, 'app.shape.missing'],
      ['a wrong type', '/rules/items/tell/enabled', 'yes', 'app.shape.wrong-type'],
      ['a label in no language', '/label', {}, 'app.shape.empty'],
      ['another format', '/format', 2, 'app.shape.not-this'],
      ['a choice there is not', '/views/items/tickets/sort/0/dir', 'up', 'app.shape.not-one-of'],
      ['a number out of range', '/dashboards/items/overview/tiles/items/status/w', 13, 'app.shape.out-of-range'],
      ['a measure of no kind', '/reports/items/by_status/measures/tickets', { label: { en: 'x' } }, 'app.shape.none-fits'],
      ['an id in capitals', '/entities/items/ticket/fields/items/phone/id', 'Phone', 'app.id.bad'],
    ])('%s', (_what, path, value, code) => {
      const [found] = findingsWith(path, value)
      expect(found).toMatchObject({ code, path })
    })

    it('and blames the kind of element that was meant', () => {
      expect(codesWith('/forms/items/complaint/elements/items/phone/span', 'wide')).toEqual([
        ['app.shape.wrong-type', '/forms/items/complaint/elements/items/phone/span'],
      ])
    })
  })

  describe('looks at ids and orders', () => {
    it.each([
      ['an id under another key', '/forms/items/complaint/id', 'other', 'app.id.differs', '/forms/items/complaint/id'],
      ['an app called as a schema of the system', '/id', 'tangram', 'app.id.reserved', '/id'],
      ['an order that names nothing', '/reports/order', ['by_status', 'gone'], 'app.order.unknown', '/reports/order/1'],
      ['an order that names one twice', '/reports/order', ['by_status', 'by_status'], 'app.order.twice', '/reports/order/1'],
      ['an order that leaves one out', '/reports/order', [], 'app.order.missing', '/reports/items/by_status'],
    ])('%s', (_what, path, value, code, at) => {
      expect(codesWith(path, value)).toContainEqual([code, at])
    })

    it.each(['created_at', 'version', 'ctid'])('the column %s, which every table has already', (id) => {
      const app = sampleApp() as unknown as JsonValue
      const field = { id, type: 'text', label: { en: 'X' } }
      const fields = '/entities/items/product/fields'
      const changed = withValueAt(withValueAt(app, `${fields}/items/${id}`, field), `${fields}/order`, ['name', 'price', id])
      expect(checkApp(changed, defaultPlatform).map((found) => [found.code, found.path])).toContainEqual([
        'app.id.reserved',
        `${fields}/items/${id}/id`,
      ])
    })
  })

  describe('sees that the ids of one engine meet those of another', () => {
    it.each<[string, string, JsonValue, string]>([
      ['a title', '/entities/items/ticket/title', 'gone', 'app.field.unknown'],
      ['an index', '/entities/items/ticket/indexes/0/0', 'gone', 'app.field.unknown'],
      ['a unique set', '/entities/items/ticket/unique/0/1', 'gone', 'app.field.unknown'],
      ['an empty set', '/entities/items/ticket/unique/0', [], 'app.fields.empty-set'],
      ['the table of a relation', '/entities/items/ticket/fields/items/product/config/entity', 'gone', 'app.entity.unknown'],
      ['the table of a form', '/forms/items/complaint/entity', 'gone', 'app.entity.unknown'],
      ['the field of an element', '/forms/items/complaint/elements/items/phone/field', 'gone', 'form.element.unknown-field'],
      ['the table of a process', '/processes/items/handling/entity', 'gone', 'app.entity.unknown'],
      ['the form of a task', '/processes/items/handling/nodes/items/handle/config/form', 'gone', 'app.form.unknown'],
      ['the role of an assignee', '/processes/items/handling/nodes/items/handle/config/assignees/role', 'gone', 'app.role.unknown'],
      ['the table of a rule', '/rules/items/tell/entity', 'gone', 'app.entity.unknown'],
      ['the fields of a trigger', '/rules/items/tell/trigger/config/fields/0', 'gone', 'app.field.unknown'],
      ['the field of an action', '/rules/items/tell/do/0/input/to', 'gone', 'app.field.unknown'],
      ['the table of a report', '/reports/items/by_status/from', 'gone', 'app.entity.unknown'],
      ['the report of a tile', '/dashboards/items/overview/tiles/items/status/report', 'gone', 'app.report.unknown'],
      ['the columns of a list', '/views/items/tickets/columns/0', 'gone', 'app.field.unknown'],
      ['the sorting of a list', '/views/items/tickets/sort/0/by', 'gone', 'app.field.unknown'],
      ['the form of a list', '/views/items/tickets/form', 'gone', 'app.form.unknown'],
    ])('%s', (_what, path, value, code) => {
      expect(codesWith(path, value)).toContainEqual([code, path])
    })

    it.each<[what: string, filter: JsonObject, found: string[][]]>([
      ['a sound filter', {}, []],
      ['its table', { fields: { gone: 'status' } }, [['app.entity.unknown', '/fields/gone']]],
      ['its field', { fields: { ticket: 'product.gone' } }, [['app.filter.unknown-field', '/fields/ticket']]],
      [
        'the kind of its field',
        { type: 'period' },
        [
          ['app.filter.unsuitable', '/fields/ticket'],
          ['app.filter.value', '/default'],
          ['app.filter.value', '/defaults/agent'],
        ],
      ],
      ['its default', { default: 'new' }, [['app.filter.value', '/default']]],
      ['the role of a default', { defaults: { gone: [] } }, [['app.filter.role', '/defaults/gone']]],
    ])('%s of a dashboard', (_what, change, found) => {
      const filter = {
        id: 'f',
        label: { en: 'Status' },
        type: 'choice',
        fields: { ticket: 'status' },
        default: ['new'],
        defaults: { agent: [] },
      }
      const at = '/dashboards/items/overview/filters'
      const changed = { order: ['f'], items: { f: { ...filter, ...change } } }
      expect(codesWith(at, changed)).toEqual(found.map(([code, path]) => [code, `${at}/items/f${path}`]))
    })

    it('that figures of the publisher’s are meant', () => {
      expect(codesWith('/dashboards/items/overview/access', 'publisher')).toEqual([
        ['app.dashboard.publisher', '/dashboards/items/overview/access'],
      ])
    })

    it('a field of an assignee', () => {
      const assignees = '/processes/items/handling/nodes/items/handle/config/assignees'
      expect(codesWith(assignees, { kind: 'field', field: 'gone' })).toContainEqual(['app.field.unknown', `${assignees}/field`])
    })

    it.each<[what: string, type: string, config: JsonObject, found: string[][]]>([
      ['what a message carries has names of its own', 'throw-signal', { signal: 'paid', payload: { sum: 1 } }, []],
      [
        'another process is there, and for this table',
        'call-process',
        { process: 'gone' },
        [['app.process.unknown', '/processes/items/handling/nodes/items/handle/config/process']],
      ],
      [
        'a new record is begun with fields of its own table, another process gets variables of its own',
        'call-process',
        { process: 'handling', record: 'new', values: { title: 1, phone: '1' }, variables: { size: 1 } },
        [['app.field.unknown', '/processes/items/handling/nodes/items/handle/config/values/title']],
      ],
      ['this record needs no fields', 'call-process', { process: 'handling', values: { gone: 1 } }, []],
      [
        'headers and bodies have names of their own',
        'run-action',
        { action: 'call-webhook', input: { url: 'https://example.com', headers: { Authorization: 'x' }, body: { any: 1 } } },
        [],
      ],
    ])('%s', (_what, type, config, found) => {
      const at = '/processes/items/handling/nodes/items/handle'
      const node = sampleApp().processes.items.handling?.nodes.items.handle as unknown as JsonObject
      expect(codesWith(at, { ...node, type, config }).filter(([code]) => /^app\.(field|process)\./.test(code ?? ''))).toEqual(found)
    })

    it('a field that is set, but not a variable', () => {
      const config = '/processes/items/handling/nodes/items/handle/config/setOnComplete'
      const found = codesWith(config, { gone: 1, '$vars.rounds': 1 }).filter(([code]) => code === 'app.field.unknown')
      expect(found).toEqual([['app.field.unknown', `${config}/gone`]])
    })

    it('the form of a list that belongs to another table', () => {
      expect(codesWith('/views/items/tickets/entity', 'product')).toContainEqual(['app.form.other-entity', '/views/items/tickets/form'])
    })

    it('rights on tables, fields and dashboards', () => {
      const paths = findingsWith('/access/roles/items/agent/grants/gone', { read: true }).map((found) => found.path)
      expect(paths).toEqual(['/access/roles/items/agent/grants/gone'])
    })
  })

  describe('asks every engine', () => {
    it.each<[string, string, JsonValue]>([
      ['the form engine, about a formula', '/forms/items/complaint/elements/items/hours/visible', { '==': [{ var: 'gone' }, 1] }],
      ['the form engine, about settings', '/entities/items/ticket/fields/items/number/config/digits', 99],
      ['the flow engine', '/processes/items/handling/flows/items/handle_end/to', 'gone'],
      ['the rule engine', '/rules/items/tell/trigger/type', 'gone'],
      ['the report engine', '/reports/items/by_status/rows/0/field', 'gone'],
      ['access', '/access/roles/items/agent/grants/ticket/read', { var: 'gone' }],
      ['the expression language, about the filter of a list', '/views/items/tickets/where', { '==': [{ var: 'gone' }, 1] }],
    ])('%s', (_what, path, value) => {
      const errors = findingsWith(path, value).filter((found) => found.severity === 'error')
      const holder = path.split('/').slice(0, 4).join('/')
      expect(errors.length).toBeGreaterThan(0)
      for (const error of errors) expect(error.path.startsWith(holder), error.path).toBe(true)
    })
  })

  describe('never throws', () => {
    const places = pathsOf(sampleApp() as unknown as JsonValue)

    it('on any JSON', { timeout: 60_000 }, () => {
      fc.assert(fc.property(fc.jsonValue(), (value) => void checkApp(value, defaultPlatform)))
      for (const value of [undefined, null, Number.NaN, () => 1, Symbol('x'), new Date()])
        expect(checkApp(value, defaultPlatform).length).toBeGreaterThan(0)
    })

    it('on a sound app with anything put anywhere, and never blames itself for it', { timeout: 120_000 }, () => {
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
          const findings = checkApp(withValueAt(sampleApp() as unknown as JsonValue, path, value as JsonValue), defaultPlatform)
          expect(findings.filter((found) => found.code === 'app.check.failed')).toEqual([])
        }),
        { numRuns: process.env.LONG ? 20_000 : 400 },
      )
    })

    it('on a sound app with anything taken out of it', { timeout: 60_000 }, () => {
      const properties = places.filter((path) => !/\/\d+$/.test(path))
      for (const path of properties) {
        const findings = findingsWith(path, undefined)
        expect(
          findings.filter((found) => found.code === 'app.check.failed'),
          path,
        ).toEqual([])
      }
    })

    it('on a document nested without end, nor on one with hostile names', { timeout: 60_000 }, () => {
      let deep: JsonValue = 1
      for (let i = 0; i < 200_000; i++) deep = [deep]
      expect(checkApp({ ...sampleApp(), description: deep }, defaultPlatform)).toMatchObject([{ code: 'app.shape.too-deep' }])
      const hostile = JSON.parse(
        JSON.stringify(sampleApp()).replace('"items":{', '"items":{"__proto__":{"id":"__proto__"},"constructor":1,'),
      ) as JsonValue
      expect(checkApp(hostile, defaultPlatform).map((found) => found.code)).toContain('app.id.bad')
      expect(Object.hasOwn(Object.prototype, 'id')).toBe(false)
    })
  })

  it('has words in both languages for every finding of its own', () => {
    for (const message of Object.values({ ...shapeMessages, ...linkMessages, ...planMessages })) {
      for (const locale of locales) expect(message.text[locale] && message.fix[locale]).toBeTruthy()
    }
  })
})

/** Pointers to every place in a document but the root. */
function pathsOf(value: JsonValue, at = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value as JsonObject).flatMap(([key, item]) => [`${at}/${key}`, ...pathsOf(item, `${at}/${key}`)])
}
