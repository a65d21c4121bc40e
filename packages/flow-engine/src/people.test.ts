import { integer, json, reference, text, type ValueType } from '@tangram/data-model'
import type { Logic, Scope } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { checkAssignees } from './check-assignees.ts'
import type { Assignees } from './document.ts'
import { type Fact, type Facts, factKey } from './fact.ts'
import { findPeople } from './find-people.ts'
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
  const types: { [field: string]: ValueType } = {
    owner: reference('person'),
    team: reference('team'),
    helpers: reference('person', true),
    departments: reference('department', true),
  }
  const bench = new Bench(document, {
    world,
    scope: { typeOf: ([field = '']) => types[field] ?? integer() },
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

  const departments = { sales: ['sun', 'shi'], north: ['nan'] }
  const leaders = { ann: ['li', 'mo', 'wang'], ben: ['mo'] }

  it('everybody of a department, and of the departments a field names', () => {
    expect(candidates({ kind: 'department', department: 'sales' }, { departments }).people).toEqual(['sun', 'shi'])
    expect(
      candidates({ kind: 'field', field: 'departments' }, { departments, values: { departments: ['north', 'sales'] } }).people,
    ).toEqual(['nan', 'sun', 'shi'])
    expect(candidates({ kind: 'department', department: 'nowhere' }, { departments }).people).toEqual(['admin'])
  })

  it('the leader so many levels up, the highest there is where there are fewer, or the whole chain', () => {
    expect(candidates({ kind: 'leader', levels: 1 }, { leaders }).people).toEqual(['li'])
    expect(candidates({ kind: 'leader', levels: 2 }, { leaders }).people).toEqual(['mo'])
    expect(candidates({ kind: 'leader', levels: 9 }, { leaders }).people).toEqual(['wang'])
    expect(candidates({ kind: 'leader', levels: 2, chain: true }, { leaders }).people).toEqual(['li', 'mo'])
    expect(candidates({ kind: 'leader', levels: 1, of: 'owner' }, { leaders, values: { owner: 'ben' } }).people).toEqual(['mo'])
    expect(candidates({ kind: 'leader', levels: 1 }, { leaders }, null).people).toEqual(['admin'])
  })

  it('those an expression gives', () => {
    const logic: Logic = { if: [{ '>': [{ var: 'amount' }, 5] }, { var: 'owner' }, { var: '$initiator' }] }
    expect(candidates({ kind: 'expression', logic }, { values: { amount: 9, owner: 'dee' } }).people).toEqual(['dee'])
    expect(candidates({ kind: 'expression', logic }, { values: { amount: 1, owner: 'dee' } }).people).toEqual(['ann'])
    expect(candidates({ kind: 'expression', logic: { var: 'helpers' } }, { values: { helpers: ['ben', 'cy'] } }).people).toEqual([
      'ben',
      'cy',
    ])
  })

  it('the one who has waited longest for a task of this step, in turn', () => {
    const inTurn: Assignees = { kind: 'people', people: ['ann', 'ben', 'cy'], pick: 'round-robin' }
    expect(candidates(inTurn).people).toEqual(['ann'])
    const lastAssigned = { ann: '2026-11-20T08:00:00.000Z', ben: '2026-11-18T08:00:00.000Z', cy: '2026-11-19T08:00:00.000Z' }
    expect(candidates(inTurn, { lastAssigned }).people).toEqual(['ben'])
  })

  it('those who have every skill asked for, of everybody or of some', () => {
    const skills = { he: ['lathe', 'weld'], lu: ['lathe'], wei: ['lathe', 'weld'] }
    const needed = ['lathe', 'weld']
    expect(candidates({ kind: 'skill', skills: needed }, { skills }).people).toEqual(['he', 'wei'])
    const ofTech = { kind: 'skill', skills: needed, from: { kind: 'team', team: 'tech', pick: 'all' } } as const
    expect(candidates(ofTech, { skills }).people).toEqual(['he'])
    expect(candidates({ ...ofTech, skills: ['fly'] }, { skills }).people).toEqual(['admin'])
  })

  it('whoever stands in for somebody, instead of them or beside them', () => {
    const world = (mode: 'replace' | 'both') => ({ standIns: { ann: { to: 'zoe', mode } } })
    const toAnn: Assignees = { kind: 'people', people: ['ann'] }
    expect(candidates(toAnn, world('replace'))).toEqual({ people: ['zoe'], assignee: 'zoe' })
    expect(candidates(toAnn, world('both'))).toEqual({ people: ['ann', 'zoe'], assignee: null })
  })

  it('nobody whom a stand-in of a stand-in would mean', () => {
    const standIns = { ann: { to: 'zoe', mode: 'replace' }, zoe: { to: 'yan', mode: 'replace' } } as const
    expect(candidates({ kind: 'people', people: ['ann'] }, { standIns }).people).toEqual(['zoe'])
  })
})

describe('who completed a step before', () => {
  it('gets the next one that asks for them', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['first', 'handle', { assignees: { kind: 'role', role: 'staff' } }],
          ['second', 'handle', { assignees: { kind: 'previous', node: 'first' } }],
          ['end', 'end'],
        ],
        ['start → first', 'first → second', 'second → end'],
      ),
      { world: { roles: { staff: ['ann', 'ben', 'cy'] } } },
    )
    bench.start()
    bench.complete(bench.task('first'), 'done', { actor: 'cy' })
    expect(bench.task('second').candidates).toEqual(['cy'])
  })
})

describe('people looked for from a record, without a process', () => {
  const typeOf = ([field = '']: string[]): ValueType | undefined => (field === 'team' ? reference('team') : undefined)
  const answers: { [fact in Fact['type']]?: (fact: Fact & Record<string, unknown>) => Facts[string] } = {
    value: ({ path }) => (String(path) === 'created_by' ? 'ann' : 'ben'),
    'active-people': ({ people }) => (people as string[]).filter((person) => person !== 'gone'),
    'team-members': () => ({ team: 'tech', members: ['he', 'lu'] }),
    'role-members': () => ['lin'],
    'department-members': () => ['song'],
    leaders: ({ person }) => [`head of ${person}`],
    skilled: ({ skills, people }) => [`${skills} of ${people ?? 'all'}`],
    'open-task-counts': () => ({ he: 2, lu: 1 }),
  }
  const found = (who: unknown) => {
    const facts: Facts = {}
    for (let round = 0; round < 9; round += 1) {
      const values = { owner: 'ben', team: 'tech', product: 'p1', old: 'gone' }
      const { people, need } = findPeople(who as never, { values, typeOf }, { now: '2026-11-22T08:00:00.000Z', zone: 'UTC', facts })
      if (people) return people
      for (const fact of need) facts[factKey(fact)] = answers[fact.type]?.(fact as never) ?? null
    }
    throw new Error('it never stops asking')
  }

  it.each<[Assignees, string[]]>([
    [{ kind: 'people', people: ['ben', 'gone'] }, ['ben']],
    [{ kind: 'field', field: 'owner' }, ['ben']],
    [{ kind: 'field', field: 'team', pick: 'least-loaded' }, ['lu']],
    [{ kind: 'team', team: 'tech', pick: 'all' }, ['he', 'lu']],
    [{ kind: 'role', role: 'manager' }, ['lin']],
    [{ kind: 'department', department: 'sales' }, ['song']],
    [{ kind: 'leader', levels: 1 }, ['head of ann']],
    [{ kind: 'leader', of: 'owner', levels: 1 }, ['head of ben']],
    [{ kind: 'expression', logic: { var: 'product.keeper' } }, ['ben']],
    [{ kind: 'skill', skills: ['weld'], from: { kind: 'role', role: 'manager' } }, ['weld of lin']],
    [{ kind: 'initiator' }, ['ann']],
    [{ kind: 'previous', node: 'first' }, []],
  ])('are, for %j, %j', (who, people) => {
    expect(found(who)).toEqual(people)
  })

  it('are nobody where nothing says who', () => {
    for (const who of [null, 'ann', {}, { kind: 'everybody' }, { kind: 'constructor' }, { kind: 'people', people: [] }])
      expect(found(who)).toEqual([])
  })
})

describe('who an action is to tell', () => {
  const tell = (to: Assignees) =>
    new Bench(
      processOf(
        [
          ['start', 'start'],
          ['first', 'handle', { assignees: { kind: 'role', role: 'staff' } }],
          ['tell', 'run-action', { action: 'notify', input: { to: to as never } }],
          ['end', 'end'],
        ],
        ['start → first', 'first → tell', 'tell → end'],
      ),
      {
        world: { roles: { staff: ['ann', 'ben'] } },
        actions: [{ type: 'notify', input: { to: { valueType: json, editor: 'assignees', label: {} } } }],
      },
    )

  it('has a name when it is asked for: the process knows its steps and its initiator', () => {
    const told = (to: Assignees) => {
      const bench = tell(to)
      bench.start('ann')
      bench.complete(bench.task('first'), 'done', { actor: 'ben' })
      return bench.effects.find(({ type }) => type === 'action')
    }
    expect(told({ kind: 'previous', node: 'first' })).toMatchObject({ input: { to: { kind: 'people', people: ['ben'] } } })
    expect(told({ kind: 'initiator' })).toMatchObject({ input: { to: { kind: 'people', people: ['ann'] } } })
    expect(told({ kind: 'role', role: 'nobody' })).toMatchObject({ input: { to: { kind: 'people', people: [] } } })
  })

  it('is checked as the people of a task are', () => {
    expect(() => tell({ kind: 'leader', levels: 0 })).toThrow('flow.assignees.incomplete')
    expect(() => tell({ kind: 'previous', node: 'elsewhere' })).toThrow('flow.node.unknown')
  })
})

describe('settings that say who', () => {
  const scope: Scope = { typeOf: ([field = '']) => ({ owner: reference('person'), team: reference('team'), note: text() })[field] }
  const codes = (value: unknown) => checkAssignees(value, '/who', scope).map(({ code, path }) => `${code} ${path}`)

  it('are complete', () => {
    const complete = [
      { kind: 'people', people: ['ann'], pick: 'round-robin' },
      { kind: 'team', team: 'tech' },
      { kind: 'department', department: 'sales', below: true },
      { kind: 'leader', levels: 2, chain: true, of: 'owner' },
      { kind: 'expression', logic: { var: 'owner' } },
      { kind: 'previous', node: 'first' },
      { kind: 'skill', skills: ['weld'], from: { kind: 'field', field: 'team' } },
    ]
    for (const value of complete) expect(codes(value)).toEqual([])
  })

  it('are refused when something is missing or does not hold people', () => {
    const incomplete = [
      null,
      {},
      { kind: 'people', people: [] },
      { kind: 'leader', levels: 0 },
      { kind: 'department' },
      { kind: 'previous' },
    ]
    for (const value of incomplete) expect(codes(value)).toEqual(['flow.assignees.incomplete /who'])
    expect(codes({ kind: 'role', role: 'staff', pick: 'oldest' })).toEqual(['flow.assignees.incomplete /who'])
    expect(codes({ kind: 'field', field: 'note' })).toEqual(['flow.assignees.no-people-in-field /who/field'])
    expect(codes({ kind: 'field', field: 'gone' })).toEqual(['flow.field.unknown /who/field'])
    expect(codes({ kind: 'leader', levels: 1, of: 'team' })).toEqual(['flow.assignees.no-people-in-field /who/of'])
    expect(codes({ kind: 'skill', skills: ['weld'], from: { kind: 'field', field: 'note' } })).toEqual([
      'flow.assignees.no-people-in-field /who/from/field',
    ])
  })
})
