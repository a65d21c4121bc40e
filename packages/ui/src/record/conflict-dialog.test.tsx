import type { DataRecord } from '@tangram/data-model'
import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../client/api-problem.ts'
import { button, click, render } from '../testing/render.tsx'
import { ConflictDialog, conflictIn } from './conflict-dialog.tsx'
import { fieldViewOf } from './field-view.ts'

const field = (id: string) => fieldViewOf({ id, type: 'text', label: { en: id } }, fieldTypes)
const fields = { name: field('name'), city: field('city'), level: field('level') }
const current: DataRecord = {
  id: '1',
  version: 4,
  createdAt: '2026-11-22T08:00:00.000Z',
  createdBy: null,
  updatedAt: '2026-11-22T08:00:00.000Z',
  updatedBy: null,
  values: { name: 'Li', city: 'Wuhan', level: 'gold' },
}
const yours = { name: 'Li Na', city: 'Beijing', level: 'gold' }

describe('a save that came too late', () => {
  it('shows both sides of every field that differs, and saves the choice on their version', async () => {
    const onResolve = vi.fn()
    await render(<ConflictDialog conflict={{ current, yours }} fields={fields} onResolve={onResolve} onClose={() => {}} />)
    const choices = [...document.querySelectorAll('fieldset')]
    expect(choices.map((choice) => choice.querySelector('legend')?.textContent)).toEqual(['name', 'city'])
    await click(choices[1]?.querySelectorAll<HTMLElement>('input')[1] as HTMLElement)
    await click(button('Save my choice'))
    expect(onResolve).toHaveBeenCalledExactlyOnceWith({ name: 'Li Na', level: 'gold' }, 4)
  })

  it('is recognised by its problem', () => {
    const problem = new ApiProblem({ status: 409, code: 'storage.record.stale', title: 'Stale', details: { current, yours } })
    expect(conflictIn(problem)).toEqual({ current, yours })
    expect(conflictIn(new ApiProblem({ status: 409, code: 'other', title: 'x', details: { current, yours } }))).toBeUndefined()
  })
})
