import { applyCommand } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { emptyApp } from '../things/empty-app.ts'
import { startOf } from '../things/starters.ts'
import { placeOf } from './place-of.ts'

const label = { en: 'Leave' }
const withTable = applyCommand(
  emptyApp('leave', label),
  startOf('entities', { document: emptyApp('leave', label), label, entity: '', usedIds: {} }).command,
).document
const document = applyCommand(
  withTable,
  startOf('processes', { document: withTable, label, entity: 'leave', usedIds: {} }).command,
).document

it.each([
  ['/processes/items/leave/nodes/items/approve/config/groups/0', 'flows leave approve'],
  ['/processes/items/leave/flows/items/approve_end/when', 'flows leave approve'],
  ['/forms/items/leave/elements/items/name/visible', 'forms leave name'],
  ['/entities/items/leave/fields/items/name/config', 'forms leave name'],
  ['/entities/items/leave/title', 'data leave '],
  ['/reports/items/gone/rows/0', 'reports gone '],
  ['/access/roles/items/member/grants', 'data  '],
])('%s is mended at %s', (path, expected) => {
  const place = placeOf(document, path)
  expect(place && `${place.section} ${place.thing} ${place.part ?? ''}`).toBe(expected)
})

it('what has no page of its own leads nowhere', () => {
  expect(placeOf(document, '/label')).toBeUndefined()
  expect(placeOf(document, '')).toBeUndefined()
})
