import { integer, reference } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import type { Assignees } from './document.ts'
import { Bench, type World } from './testing/bench.ts'
import { processOf } from './testing/build.ts'

/** Candidates of a task meant for these. */
function candidates(assignees: Assignees, world: Partial<World> = {}, initiator: string | null = 'ann') {
  const document = processOf(
    [
      ['start', 'start'],
      ['handle', 'handle', { assignees }],
      ['end', 'end'],
    ],
    ['start → handle', 'handle → end'],
  )
  const types = { team: reference('team'), helpers: reference('person', true) }
  const bench = new Bench(document, {
    world,
    scope: { typeOf: ([field]) => (field === 'team' || field === 'helpers' ? types[field] : integer()) },
  })
  bench.start(initiator)
  const { candidates: people, assignee } = bench.task('handle')
  return { people, assignee }
}

describe('a task goes to', () => {
  it('the people named, each once', () => {
    expect(candidates({ kind: 'people', people: ['ann', 'ben', 'ann'] }).people).toEqual(['ann', 'ben'])
  })

  it('the initiator, or the administrators when that is somebody without an account', () => {
    expect(candidates({ kind: 'initiator' })).toEqual({ people: ['ann'], assignee: 'ann' })
    expect(candidates({ kind: 'initiator' }, {}, null).people).toEqual(['admin'])
  })

  it('everybody of a role', () => {
    expect(candidates({ kind: 'role', role: 'manager' }).people).toEqual(['lin'])
  })

  it('the person, the people or the team a field names', () => {
    expect(candidates({ kind: 'field', field: 'owner' }, { values: { owner: 'ben' } }).people).toEqual(['ben'])
    expect(candidates({ kind: 'field', field: 'helpers' }, { values: { helpers: ['ben', 'cy'] } }).people).toEqual(['ben', 'cy'])
    expect(candidates({ kind: 'field', field: 'team' }, { values: { team: 'tech' } }).people).toEqual(['he', 'lu'])
    expect(candidates({ kind: 'field', field: 'team' }, { values: {} }).people).toEqual(['admin'])
  })

  it('all members of a team, nobody in particular, or the one with the fewest open tasks', () => {
    expect(candidates({ kind: 'team', team: 'appliance', pick: 'all' })).toEqual({ people: ['chen', 'wu'], assignee: null })
    expect(candidates({ kind: 'team', team: 'appliance', pick: 'least-loaded' })).toEqual({ people: ['wu'], assignee: 'wu' })
  })

  it('the first of those equally loaded, so that the choice can be told beforehand', () => {
    expect(candidates({ kind: 'team', team: 'appliance', pick: 'least-loaded' }, { load: {} }).people).toEqual(['chen'])
  })

  it('nobody who has left', () => {
    expect(candidates({ kind: 'people', people: ['ann', 'ben'] }, { inactive: ['ann'] }).people).toEqual(['ben'])
    expect(candidates({ kind: 'people', people: ['ann'] }, { inactive: ['ann'] }).people).toEqual(['admin'])
  })
})
