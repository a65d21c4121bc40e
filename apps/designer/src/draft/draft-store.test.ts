import type { AppDocument } from '@tangram/app-model'
import { expect, it, vi } from 'vitest'
import { createDraftStore } from './draft-store.ts'

const document = { format: 1, id: 'desk', label: { en: 'Desk' } } as unknown as AppDocument
const rename = (en: string) => ({ type: 'set' as const, path: '/label/en', value: en })
const open = () => createDraftStore({ document, revision: 3, publishedVersion: 1, usedIds: {} })

it('undoes and redoes without end, and forgets what was undone once something new is done', () => {
  const store = open()
  store.run(rename('A'))
  store.run(rename('B'))
  store.undo()
  expect(store.get().document.label.en).toBe('A')
  store.undo()
  expect(store.get().document.label.en).toBe('Desk')
  store.redo()
  store.run(rename('C'))
  expect(store.get()).toMatchObject({ canRedo: false, document: { label: { en: 'C' } } })
})

it('knows whether the server has what is shown, also when undo leads back to it', () => {
  const store = open()
  expect(store.get().isDirty).toBe(false)
  store.run(rename('A'))
  expect(store.get().isDirty).toBe(true)
  store.undo()
  expect(store.get()).toMatchObject({ isDirty: false, unsaved: [] })
  store.redo()
  store.saved(store.get(), 4)
  expect(store.get()).toMatchObject({ isDirty: false, revision: 4 })
  store.undo()
  expect(store.get()).toMatchObject({ isDirty: true, unsaved: [rename('Desk')] })
})

it('keeps a change made while saving unsaved', () => {
  const store = open()
  store.run(rename('A'))
  const sent = store.get()
  store.run(rename('B'))
  store.saved(sent, 4)
  expect(store.get().isDirty).toBe(true)
})

it('does again what is unsaved on what somebody else saved, and can undo just that', () => {
  const store = open()
  store.run(rename('A'))
  store.saved(store.get(), 4)
  store.run({ type: 'set', path: '/icon', value: 'box' })
  const theirs = { ...document, label: { en: 'Theirs', 'zh-CN': '他们的' } }
  expect(store.rebase({ document: theirs, revision: 7 })).toBe(0)
  expect(store.get()).toMatchObject({ revision: 7, isDirty: true, document: { label: theirs.label, icon: 'box' } })
  store.undo()
  expect(store.get()).toMatchObject({ document: theirs, isDirty: false, canUndo: false })
})

it('leaves out what names something that is gone, and says how much', () => {
  const store = open()
  store.run({ type: 'set', path: '/description', value: { en: 'What it does' } })
  store.run({ type: 'set', path: '/description/en', value: 'More' })
  store.run({ type: 'set', path: '/icon', value: 'box' })
  const [, second, third] = store.get().unsaved
  const again = createDraftStore({
    document,
    revision: 4,
    publishedVersion: 1,
    usedIds: {},
    unsaved: [second, third].flatMap((one) => one ?? []),
  })
  expect(again.get().document).toEqual({ ...document, icon: 'box' })
  expect(again.get().unsaved).toEqual([third])
  expect(again.rebase({ document, revision: 5 })).toBe(0)
})

it('begins with what was kept when the page was left, undoing included', () => {
  const store = open()
  store.run(rename('A'))
  store.run(rename('B'))
  store.undo()
  const again = createDraftStore({ document, revision: 9, publishedVersion: 1, usedIds: {}, unsaved: store.get().unsaved })
  expect(again.get()).toMatchObject({ isDirty: true, canUndo: true, document: { label: { en: 'A' } } })
})

it('tells its listeners once for each change until they leave', () => {
  const store = open()
  const listener = vi.fn()
  const leave = store.subscribe(listener)
  store.run(rename('A'))
  leave()
  store.run(rename('B'))
  expect(listener).toHaveBeenCalledTimes(1)
})

it('holds what a publish has used as taken, also once it is removed', () => {
  const field = { id: 'due', type: 'date', label: { en: 'Due' } }
  const fields = { order: ['due'], items: { due: field } }
  const ticket = { id: 'ticket', label: {}, fields }
  const withTicket = { ...document, entities: { order: ['ticket'], items: { ticket } } } as unknown as AppDocument
  const store = createDraftStore({ document: withTicket, revision: 3, publishedVersion: null, usedIds: {} })
  store.published(1)
  store.run({ type: 'remove', collection: '/entities/items/ticket/fields', id: 'due' })
  expect(store.get().usedIds).toEqual({ ticket: { due: { types: ['date'], options: [] } } })
})
