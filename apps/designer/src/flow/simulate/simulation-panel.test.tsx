import { applyCommand } from '@tangram/app-model'
import { expect, it, vi } from 'vitest'
import { sampleApp } from '../../testing/sample-app.ts'
import { showDesigner } from '../../testing/show-designer.tsx'

const outcomes = () => [...document.querySelectorAll('[data-played="done"]')].length

it('plays the process on its diagram: whose task it is, what they answer, how it ends', async () => {
  const { button, text } = showDesigner(sampleApp('processes'), 'flows/leave')
  ;(await button('Try it out')).click()
  await text('Act as')
  expect(document.querySelector('[data-id="approve"] [data-played="waiting"]')).not.toBeNull()
  ;(await button('Approve')).click()
  await text('The process is over')
  expect(outcomes()).toBe(3)
  expect(document.querySelector('[data-id="refused"] [data-played="ahead"]')).not.toBeNull()
})

it('says what an answer needs before it can be given', async () => {
  const { button, text } = showDesigner(sampleApp('processes'), 'flows/leave')
  ;(await button('Try it out')).click()
  await text('Needed for: Reject')
})

it('goes back by playing one step less', async () => {
  const { button, text } = showDesigner(sampleApp('processes'), 'flows/leave')
  ;(await button('Try it out')).click()
  await text('Act as')
  ;(await button('Approve')).click()
  await text('The process is over')
  ;(await button('One step back')).click()
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('The process is over'))
})

it('runs saved cases and shows what came out otherwise', async () => {
  const saved = { id: 'plain', label: { en: 'Plain' }, initiator: 'p', values: {}, steps: [] }
  const items = {
    plain: { ...saved, expect: { outcome: 'done' } },
    wrong: { ...saved, id: 'wrong', label: { en: 'Wrong' }, expect: { outcome: 'rejected' } },
  }
  const app = applyCommand(sampleApp('processes'), {
    type: 'set',
    path: '/processes/items/leave/cases',
    value: { order: ['plain', 'wrong'], items },
  }).document
  const { button, text } = showDesigner(app, 'flows/leave')
  ;(await button('Try it out')).click()
  ;(await button('Run all cases')).click()
  await text('outcome should be rejected and is done')
  const groups = [...document.querySelectorAll('[role="group"]')].map((group) => group.textContent ?? '')
  expect(groups.find((words) => words.startsWith('Plain'))).toContain('Passes')
  expect(groups.find((words) => words.startsWith('Wrong'))).toContain('Differs')
})

it('keeps a play with what came out of it', async () => {
  const { button, text, find, untilSaved, saved } = showDesigner(sampleApp('processes'), 'flows/leave')
  ;(await button('Try it out')).click()
  await text('Act as')
  ;(await button('Approve')).click()
  await text('The process is over')
  const name = (await find('input[maxlength="60"]')) as HTMLInputElement
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(name, 'All well')
  name.dispatchEvent(new Event('input', { bubbles: true }))
  ;(await button('Save as a case')).click()
  ;(await button('Save')).click()
  await untilSaved()
  expect(Object.values(saved()?.processes.items.leave?.cases?.items ?? {})).toMatchObject([
    {
      label: { en: 'All well' },
      steps: [{ do: 'complete', node: 'approve', outcome: 'approved' }],
      expect: { outcome: 'done', path: ['start', 'approve', 'end'] },
    },
  ])
})
