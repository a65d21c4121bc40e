import { expect, it } from 'vitest'
import { compileProcess } from './compile-process.ts'
import { nodeTypes } from './nodes/index.ts'
import { recordOfStart, startFor, startsOf, startsOn } from './starts-on.ts'
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

/** A process with several starts. */
const several = compileProcess(
  processOf(
    [
      ['new', 'start', { when: { '==': [{ var: 'level' }, 'high'] } }],
      ['changed', 'start', { trigger: 'record-changed', fields: ['status'], when: { '==': [{ var: 'status' }, 'open'] } }],
      ['hook', 'start', { trigger: 'webhook', values: { title: { var: '$message.subject.text' }, made: { var: '$now' } } }],
      ['end', 'end'],
    ],
    ['new → end', 'changed → end', 'hook → end'],
  ),
  { nodes: nodeTypes },
).process

const given = { now: '2026-11-22T08:00:00.000Z', zone: 'Asia/Shanghai' }
const befalls = (before: object | null, values: object, entity = 'ticket') =>
  startFor(several, { entity, before: before as never, values: values as never }, given)

it('lists its starts with what they say', () => {
  expect(startsOf(several).map(({ id, config }) => [id, config.trigger])).toEqual([
    ['new', 'record-created'],
    ['changed', 'record-changed'],
    ['hook', 'webhook'],
  ])
})

it('begins at the start whose happening, fields and condition fit', () => {
  expect(befalls(null, { level: 'high' })).toBe('new')
  expect(befalls(null, { level: 'low' })).toBeUndefined()
  expect(befalls({ status: 'new' }, { status: 'open' })).toBe('changed')
  expect(befalls({ status: 'open', note: 'a' }, { status: 'open', note: 'b' })).toBeUndefined()
  expect(befalls({ status: 'new' }, { status: 'closed' })).toBeUndefined()
  expect(befalls({ status: 'new' }, { status: 'open' }, 'customer')).toBeUndefined()
})

it('makes the record of a start from what has come', () => {
  expect(recordOfStart(several, 'hook', { subject: { text: 'Broken' } }, given)).toEqual({ title: 'Broken', made: given.now })
  expect(recordOfStart(several, 'new', {}, given)).toEqual({})
})
