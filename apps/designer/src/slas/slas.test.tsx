import { checkApp } from '@tangram/app-model'
import { expect, it, vi } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'
import { typeInto } from '../testing/type-into.ts'

it('a new agreement can be published as it is and counts by the calendar there is', () => {
  const document = sampleApp('calendars', 'slas')
  expect(checkApp(document, platform).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(document.slas?.items.leave).toMatchObject({ calendar: 'leave', entity: 'leave', enabled: true })
})

it('gets another target, a stage and an escalation; undo takes each back', async () => {
  const { button, find, saved } = showDesigner(sampleApp('calendars', 'slas'), 'slas')
  const hours = (await find('input[inputmode="decimal"]')) as HTMLInputElement
  typeInto(hours, '4')
  ;(await button('Add a line')).click()
  ;(await button('Add an escalation')).click()
  ;(await button('Add a stage')).click()
  ;(await button('Undo')).click()
  ;(await button('Save')).click()
  await vi.waitFor(() => {
    const stages = saved()?.slas?.items.leave?.stages
    expect(stages?.order).toEqual(['resolution'])
    expect(stages?.items.resolution?.targets.map(({ minutes }) => minutes)).toEqual([240, 240])
    expect(stages?.items.resolution?.escalations).toEqual([{ id: 'escalation', afterMinutes: 60, do: [] }])
  })
})
