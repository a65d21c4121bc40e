import { type AppDocument, applyCommand, checkApp } from '@tangram/app-model'
import { describe, expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { emptyApp } from './empty-app.ts'
import { duplicateOf, type Start, startOf, type ThingKind } from './starters.ts'

const label = { 'zh-CN': '请假', en: 'Leave' }
const withTable = () => made(emptyApp('leave_app', label), 'entities')
const errorsOf = (document: AppDocument) => checkApp(document, platform).filter(({ severity }) => severity === 'error')

function made(document: AppDocument, kind: ThingKind): AppDocument {
  return run(document, startOf(kind, { document, label, entity: 'qing_jia', usedIds: {} }))
}

function run(document: AppDocument, { command }: Start): AppDocument {
  return applyCommand(document, command).document
}

it('an app with nothing in it can be published', () => {
  expect(errorsOf(emptyApp('leave_app', label))).toEqual([])
})

it('a table comes with a form, a list, and rights for those who use the app, not for those who only build it', () => {
  const app = withTable()
  expect(errorsOf(app)).toEqual([])
  expect(app.views.items.qing_jia).toMatchObject({ entity: 'qing_jia', form: 'qing_jia' })
  expect(app.access.roles.items.member?.grants).toEqual({ qing_jia: { read: true, create: true, update: true } })
  expect(app.access.roles.items.builder?.grants).toEqual({})
})

describe.each(['forms', 'views', 'processes', 'rules', 'reports', 'dashboards'] as const)('a new one of %s', (kind) => {
  it('can be published as it is, also the second of the same name', () => {
    const app = made(made(withTable(), kind), kind)
    expect(errorsOf(app)).toEqual([])
    expect(Object.keys(app[kind].items).length).toBeGreaterThanOrEqual(2)
  })

  it('is gone after undo', () => {
    const before = withTable()
    const { command } = startOf(kind, { document: before, label, entity: 'qing_jia', usedIds: {} })
    const { document, inverse } = applyCommand(before, command)
    expect(applyCommand(document, inverse).document).toEqual(before)
  })

  it('can be copied under a name of its own, and the copy be published', () => {
    const app = made(withTable(), kind)
    const id = app[kind].order.at(-1) ?? ''
    const copy = duplicateOf(app, kind, id, { 'zh-CN': '副本', en: 'copy' })
    const after = run(app, copy)
    expect(after[kind].items[copy.id]?.label).toEqual({ 'zh-CN': '请假 副本', en: 'Leave copy' })
    expect(errorsOf(after)).toEqual([])
  })
})

it('never gives a table the id of one that was published: its records are still there', () => {
  const { id } = startOf('entities', { document: emptyApp('leave_app', label), label, entity: '', usedIds: { qing_jia: {} } })
  expect(id).toBe('qing_jia_2')
})

it('a copy of a public form is not public', () => {
  const app = withTable()
  const form = app.forms.items.qing_jia
  if (form) form.public = { enabled: true }
  const { id, command } = duplicateOf(app, 'forms', 'qing_jia', { en: 'copy' })
  expect(applyCommand(app, command).document.forms.items[id]?.public?.enabled).toBe(false)
})
