import { expect, it } from 'vitest'
import { compileProcess } from './compile-process.ts'
import { nodeTypes } from './nodes/index.ts'
import { startsOn } from './starts-on.ts'
import { processOf } from './testing/build.ts'

const starting = (config: { trigger?: string; form?: string }) =>
  compileProcess(
    processOf(
      [
        ['start', 'start', config],
        ['end', 'end'],
      ],
      ['start → end'],
    ),
    { nodes: nodeTypes },
  ).process

it('starts with a new record of its entity, whatever form it comes from', () => {
  expect(startsOn(starting({}), { entity: 'ticket' })).toBe(true)
  expect(startsOn(starting({}), { entity: 'ticket', form: 'complaint' })).toBe(true)
  expect(startsOn(starting({}), { entity: 'customer' })).toBe(false)
})

it('starts only with records of its form when it names one', () => {
  expect(startsOn(starting({ form: 'complaint' }), { entity: 'ticket', form: 'complaint' })).toBe(true)
  expect(startsOn(starting({ form: 'complaint' }), { entity: 'ticket', form: 'other' })).toBe(false)
  expect(startsOn(starting({ form: 'complaint' }), { entity: 'ticket', form: null })).toBe(false)
})

it('never starts by itself when somebody has to start it', () => {
  expect(startsOn(starting({ trigger: 'manual' }), { entity: 'ticket' })).toBe(false)
})
