import { applyCommand, checkApp } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { emptyApp } from '../things/empty-app.ts'
import { isLastBuilder, newRole } from './edit-roles.ts'

const start = emptyApp('app', { en: 'App' })
const withLead = () => applyCommand(start, newRole(start, { en: 'Builder' }))

it('makes a role that may nothing yet, by an id of its own; undoing leaves nothing of it', () => {
  const { document, inverse } = withLead()
  expect(document.access.roles.order).toEqual(['member', 'builder', 'builder_2'])
  expect(document.access.roles.items.builder_2).toMatchObject({ label: { en: 'Builder' }, grants: {} })
  expect(checkApp(document, platform).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(applyCommand(document, inverse).document).toEqual(start)
})

it('knows the last role that may open the designer', () => {
  expect(isLastBuilder(start, 'builder')).toBe(true)
  expect(isLastBuilder(start, 'member')).toBe(false)
  const { document } = applyCommand(withLead().document, { type: 'set', path: '/access/roles/items/builder_2/designs', value: true })
  expect(isLastBuilder(document, 'builder')).toBe(false)
})
