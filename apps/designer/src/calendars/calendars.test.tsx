import { expect, it, vi } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'
import { typeInto } from '../testing/type-into.ts'

it('a calendar is made, its hours typed, its days off pasted, and saved', async () => {
  const { button, field, submit, saved, find, confirm } = showDesigner(sampleApp(), 'calendars')
  ;(await button('New calendar')).click()
  await field('Name', 'Office')
  await submit()
  const monday = (await find('input[aria-label="Hours of Mon"]')) as HTMLInputElement
  expect(monday.value).toBe('09:00–18:00')
  typeInto(monday, '9-12, 13-17:30')
  monday.focus()
  monday.blur()
  ;(await button('Monday to Friday like Monday')).click()
  ;(await button('Paste dates · Days off')).click()
  typeInto((await find('[role="dialog"] textarea')) as HTMLTextAreaElement, '2026-10-01~2026-10-07 National Day\n2026-01-01')
  await confirm('Add 2')
  ;(await button('Save')).click()
  const hours = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:30' },
  ]
  await vi.waitFor(() =>
    expect(saved()?.calendars?.items.office).toMatchObject({
      week: { mon: hours, fri: hours },
      holidays: [{ from: '2026-01-01' }, { from: '2026-10-01', to: '2026-10-07', label: { en: 'National Day' } }],
    }),
  )
  expect(saved()?.calendars?.items.office?.week).not.toHaveProperty('sat')
})

it('hours that are none stay as they were typed and say so', async () => {
  const { find, text } = showDesigner(sampleApp('calendars'), 'calendars')
  const sunday = (await find('input[aria-label="Hours of Sun"]')) as HTMLInputElement
  typeInto(sunday, 'nine to five')
  await text('Write hours as 9-12, 13-18')
  expect(sunday.value).toBe('nine to five')
})
