import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it('a colleague saved first: their change comes in, mine is kept on top, and the next save keeps both', async () => {
  const app = sampleApp()
  const { button, find, saved, untilSaved, saveElsewhere, text } = showDesigner(app, 'data')
  const rights = await find('[role="group"][aria-label="Member"]')
  saveElsewhere({ ...app, label: { en: 'Renamed elsewhere' } })
  rights.querySelectorAll('input')[3]?.click()
  ;(await button('Save')).click()
  await text('Renamed elsewhere')
  expect(saved()).toBeUndefined()
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.label).toEqual({ en: 'Renamed elsewhere' })
  expect(saved()?.access.roles.items.member?.grants.leave).toMatchObject({ delete: true })
})
