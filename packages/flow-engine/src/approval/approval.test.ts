import { describe, expect, it } from 'vitest'
import { Bench } from '../testing/bench.ts'
import { processOf } from '../testing/build.ts'
import { asked, refused, says, signing } from '../testing/signing.ts'

const people = (...names: string[]) => ({ kind: 'people', people: names })
const outcomeOf = (bench: Bench) => bench.state.outcome ?? bench.state.status
const recordOf = (bench: Bench) =>
  Object.values(bench.state.tasks)
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(({ candidates, status, outcome, by, reason }) => [candidates[0] ?? null, status, outcome ?? null, by ?? reason ?? null])

describe('会签: all', () => {
  it('asks everybody at once and passes when all have approved', () => {
    const bench = signing({ mode: 'all' })
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
    says(bench, 'di', 'approved')
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'cy', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('is rejected by the first rejection; the rest need not vote', () => {
    const bench = signing({ mode: 'all' })
    says(bench, 'bo', 'approved')
    says(bench, 'cy', 'rejected')
    expect(outcomeOf(bench)).toBe('bad')
    expect(recordOf(bench)).toEqual([
      ['bo', 'done', 'approved', 'bo'],
      ['cy', 'done', 'rejected', 'cy'],
      ['di', 'cancelled', null, null],
    ])
  })
})

describe('或签: any', () => {
  it('passes with the first approval', () => {
    const bench = signing({ mode: 'any' })
    says(bench, 'cy', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('is rejected by the first rejection, or when all have rejected', () => {
    const first = signing({ mode: 'any', rejectRule: 'first' })
    says(first, 'bo', 'rejected')
    expect(outcomeOf(first)).toBe('bad')
    const all = signing({ mode: 'any', rejectRule: 'all' })
    says(all, 'bo', 'rejected')
    says(all, 'cy', 'rejected')
    expect(outcomeOf(all)).toBe('running')
    says(all, 'di', 'rejected')
    expect(outcomeOf(all)).toBe('bad')
  })
})

describe('票签: votes with weights', () => {
  const groups = [
    { id: 'board', label: { en: 'Board', 'zh-CN': '董事会' }, assignees: people('bo'), weight: 3 },
    { id: 'works', label: { en: 'Works', 'zh-CN': '工会' }, assignees: people('cy', 'di'), weight: 2 },
    { id: 'staff', label: { en: 'Staff', 'zh-CN': '员工' }, assignees: people('ed'), weight: 1 },
  ]

  it('passes as soon as the weight of the approvals reaches the share', () => {
    const bench = signing({ mode: 'vote', passShare: 50, groups, approvers: null })
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('needs more than the share where it is set so', () => {
    const bench = signing({ mode: 'vote', passShare: 50, passAbove: true, groups, approvers: null })
    says(bench, 'bo', 'approved')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'ed', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('is rejected as soon as the share cannot be reached any more', () => {
    const bench = signing({ mode: 'vote', passShare: 60, groups, approvers: null })
    says(bench, 'cy', 'rejected')
    expect(outcomeOf(bench)).toBe('running')
    says(bench, 'ed', 'rejected')
    expect(outcomeOf(bench)).toBe('bad')
  })

  it('weighs approvers by a formula that knows who signs', () => {
    const weight = { if: [{ '==': [{ var: '$signer' }, 'cy'] }, 5, 1] }
    const bench = signing({ mode: 'vote', passShare: 70, weight })
    expect(bench.openTasks().map((task) => task.weight)).toEqual([1, 5, 1])
    says(bench, 'bo', 'rejected')
    says(bench, 'cy', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })
})

describe('依次: one after the other', () => {
  it('gives the next one the turn when the one before has approved', () => {
    const bench = signing({ mode: 'sequence' })
    expect(asked(bench)).toEqual(['bo'])
    says(bench, 'bo', 'approved')
    expect(asked(bench)).toEqual(['cy'])
    says(bench, 'cy', 'approved')
    says(bench, 'di', 'approved')
    expect(outcomeOf(bench)).toBe('good')
  })

  it('is rejected by the first rejection, or goes on until all have rejected', () => {
    const first = signing({ mode: 'sequence' })
    says(first, 'bo', 'rejected')
    expect(outcomeOf(first)).toBe('bad')
    const patient = signing({ mode: 'sequence', rejectRule: 'all' })
    says(patient, 'bo', 'rejected')
    expect(asked(patient)).toEqual(['cy'])
    says(patient, 'cy', 'approved')
    says(patient, 'di', 'rejected')
    expect(outcomeOf(patient)).toBe('good')
  })

  it('lets nobody act before their turn', () => {
    const bench = signing({ mode: 'sequence' })
    const later = Object.values(bench.state.tasks).find((task) => task.candidates.includes('cy'))
    expect(refused(() => bench.act({ type: 'complete-task', task: later?.id ?? '', actor: 'cy', outcome: 'approved' }))).toBe(
      'flow.task.closed',
    )
  })

  it('counts the time of each from its own turn', () => {
    const bench = signing({ mode: 'sequence', dueHours: 24 })
    bench.now += 3_600_000
    says(bench, 'bo', 'approved')
    expect(bench.mine('cy').dueAt).toBe('2026-11-23T09:00:00.000Z')
  })
})

describe('what is set when it is done', () => {
  it('knows the result of all, not what the last one said', () => {
    const bench = signing({ mode: 'vote', passShare: 50, setOnComplete: { verdict: { var: '$outcome' } } })
    says(bench, 'bo', 'approved')
    says(bench, 'cy', 'approved')
    expect(bench.world.values.verdict).toBe('approved')
    const late = signing({ timeouts: [{ id: 'late', afterHours: 1, do: 'reject' }], setOnComplete: { verdict: { var: '$outcome' } } })
    late.untilNextTimer()
    expect(late.world.values.verdict).toBe('rejected')
  })
})

describe('a rejection', () => {
  it('ends the whole instance as rejected where it is set so', () => {
    const bench = signing({ rejection: 'end' })
    says(bench, 'bo', 'rejected')
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'rejected', elements: {} })
  })

  it('goes back to the initiator, who hands it in again', () => {
    const bench = signing({ rejection: 'return', rejectTo: 'start' })
    says(bench, 'bo', 'rejected')
    expect(bench.at()).toEqual(['start'])
    const again = bench.mine('ann')
    expect(again.outcomes.map(({ id }) => id)).toEqual(['resubmitted'])
    bench.complete(again, 'resubmitted')
    expect(asked(bench)).toEqual(['bo', 'cy', 'di'])
  })

  it('ends the instance when there is nobody to go back to', () => {
    const bench = signing({ rejection: 'return', rejectTo: 'start' }, {}, null)
    says(bench, 'bo', 'rejected')
    expect(bench.state).toMatchObject({ status: 'ended', outcome: 'rejected' })
  })
})

describe('去重: who has approved before', () => {
  const twoSteps = (dedupe: string, more = {}) => {
    const sign = (names: string[], config = {}) => ({
      approvers: people(...names),
      opinionOnReject: false,
      opinionOnReturn: false,
      ...config,
    })
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', sign(['bo', 'cy'])],
          ['two', 'approve', sign(['di'])],
          ['three', 'approve', sign(['bo', 'di', 'ed'], { dedupe, ...more })],
          ['good', 'end', { outcome: 'good' }],
          ['bad', 'end', { outcome: 'bad' }],
        ],
        [
          'start → one',
          'one:approved → two',
          'two:approved → three',
          'three:approved → good',
          'one:rejected → bad',
          'two:rejected → bad',
          'three:rejected → one',
        ],
      ),
    )
    bench.start()
    for (const person of ['bo', 'cy', 'di']) {
      bench.now += 1000
      says(bench, person, 'approved')
    }
    return bench
  }

  it('is asked again where nothing is set', () => {
    expect(asked(twoSteps('none'))).toEqual(['bo', 'di', 'ed'])
  })

  it('need not approve again anywhere, and that is written down', () => {
    const bench = twoSteps('earlier')
    expect(asked(bench)).toEqual(['ed'])
    const spared = Object.values(bench.state.tasks).find((task) => task.node === 'three' && task.candidates.includes('bo'))
    expect(spared).toMatchObject({ status: 'done', outcome: 'approved', reason: 'duplicate', opinion: '该审批人此前已同意，自动去重。' })
    expect(spared?.by).toBeUndefined()
  })

  it('need not approve twice running', () => {
    expect(asked(twoSteps('consecutive'))).toEqual(['bo', 'ed'])
  })

  it('is asked again when the step is done again', () => {
    const bench = twoSteps('earlier')
    bench.now += 1000
    says(bench, 'ed', 'rejected')
    for (const person of ['bo', 'cy', 'di']) {
      bench.now += 1000
      says(bench, person, 'approved')
    }
    expect(asked(bench)).toEqual(['bo', 'di', 'ed'])
  })

  it('is asked at a step not reached yet when the approvals were before something was sent back', () => {
    const sign = (names: string[], config = {}) => ({ approvers: people(...names), opinionOnReturn: false, ...config })
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', sign(['bo'], { rejection: 'end' })],
          ['two', 'approve', sign(['cy'], { rejection: 'end' })],
          ['three', 'approve', sign(['bo', 'cy'], { rejection: 'end', dedupe: 'earlier' })],
          ['good', 'end', { outcome: 'good' }],
        ],
        ['start → one', 'one → two', 'two → three', 'three → good'],
      ),
    )
    bench.start()
    bench.now += 1000
    says(bench, 'bo', 'approved')
    bench.now += 1000
    bench.act({ type: 'return-task', task: bench.mine('cy').id, actor: 'cy', to: 'one', resubmit: 'replay' })
    bench.now += 1000
    bench.act({ type: 'transfer-task', task: bench.mine('bo').id, actor: 'bo', to: 'zoe' })
    says(bench, 'zoe', 'approved')
    says(bench, 'cy', 'approved')
    expect(asked(bench)).toEqual(['bo'])
  })

  it('counts no approval that a rule gave', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['one', 'approve', { approvers: people('ann'), initiatorRule: 'skip', rejection: 'end' }],
          ['two', 'approve', { approvers: people('ann'), dedupe: 'earlier', rejection: 'end' }],
          ['good', 'end', { outcome: 'good' }],
        ],
        ['start → one', 'one → two', 'two → good'],
      ),
    )
    bench.start('ann')
    expect(bench.at()).toEqual(['two'])
    expect(asked(bench)).toEqual(['ann'])
  })
})

describe('the initiator as approver', () => {
  const leaders = { ann: ['li', 'mo'] }

  it('approves, is passed over, or the leader approves instead', () => {
    const approvers = people('ann', 'bo')
    expect(asked(signing({ approvers, initiatorRule: 'self' }))).toEqual(['ann', 'bo'])
    const skipped = signing({ approvers, initiatorRule: 'skip' })
    expect(asked(skipped)).toEqual(['bo'])
    expect(recordOf(skipped)[0]).toEqual(['ann', 'done', 'approved', 'initiator'])
    const led = signing({ approvers, initiatorRule: 'leader' }, { leaders })
    expect(asked(led)).toEqual(['li', 'bo'])
    expect(led.mine('li').insteadOf).toBe('ann')
  })

  it('approves after all where there is no leader', () => {
    expect(asked(signing({ approvers: people('ann'), initiatorRule: 'leader' }))).toEqual(['ann'])
  })

  it('makes nobody approve twice when the leader approves anyway', () => {
    expect(asked(signing({ approvers: people('ann', 'li'), initiatorRule: 'leader' }, { leaders }))).toEqual(['li'])
  })
})

describe('nobody to approve', () => {
  const approvers = people('gone')
  const gone = { inactive: ['gone'] }

  it('passes or is rejected by rule, with a task that says so', () => {
    const passed = signing({ approvers, empty: 'pass' }, gone)
    expect(outcomeOf(passed)).toBe('good')
    expect(recordOf(passed)).toEqual([[null, 'done', 'approved', 'empty']])
    expect(outcomeOf(signing({ approvers, empty: 'reject' }, gone))).toBe('bad')
  })

  it('is for others, or for any one of the administrators', () => {
    expect(asked(signing({ approvers, empty: 'people', emptyPeople: people('ed', 'fay') }, gone))).toEqual(['ed', 'fay'])
    const admins = signing({ approvers }, { ...gone, admins: ['root', 'toor'] })
    expect(admins.openTasks()).toHaveLength(1)
    says(admins, 'toor', 'approved')
    expect(outcomeOf(admins)).toBe('good')
  })

  it('is for the administrators when the others are nobody either', () => {
    expect(asked(signing({ approvers, empty: 'people', emptyPeople: people('gone') }, gone))).toEqual(['admin'])
  })

  it('stops as an incident, which is tried again once somebody is found', () => {
    const bench = signing({ approvers, empty: 'incident' }, gone)
    expect(bench.openTasks()).toEqual([])
    const [element] = Object.values(bench.state.elements)
    expect(element?.incident).toMatchObject({ code: 'nobody', message: '“sign”没有可办理人。' })
    bench.world.inactive = []
    bench.act({ type: 'retry-element', element: element?.id ?? '', actor: 'root' })
    expect(asked(bench)).toEqual(['gone'])
  })

  it('is decided in this order: inactive people leave before stand-ins come, stand-ins before it is nobody', () => {
    const world = { inactive: ['gone'], standIns: { bo: { to: 'zoe', mode: 'replace' }, gone: { to: 'yan', mode: 'replace' } } } as const
    expect(asked(signing({ approvers: people('gone', 'bo'), empty: 'reject' }, { ...world, inactive: ['gone'] }))).toEqual(['zoe'])
  })
})

describe('代理: stand-ins', () => {
  it('act instead of somebody, and the record says for whom', () => {
    const bench = signing({ mode: 'any' }, { standIns: { bo: { to: 'zoe', mode: 'replace' } } })
    expect(asked(bench)).toEqual(['zoe', 'cy', 'di'])
    says(bench, 'zoe', 'approved')
    expect(recordOf(bench)[0]).toEqual(['zoe', 'done', 'approved', 'zoe'])
    expect(Object.values(bench.state.tasks)[0]?.insteadOf).toBe('bo')
  })

  it('act beside them: the first has it, and only the stand-in acts for another', () => {
    const world = { standIns: { bo: { to: 'zoe', mode: 'both' } } } as const
    const byStandIn = signing({ approvers: people('bo') }, world)
    says(byStandIn, 'zoe', 'approved')
    expect(Object.values(byStandIn.state.tasks)[0]).toMatchObject({ by: 'zoe', insteadOf: 'bo' })
    const bySelf = signing({ approvers: people('bo') }, world)
    says(bySelf, 'bo', 'approved')
    expect(Object.values(bySelf.state.tasks)[0]?.insteadOf).toBeUndefined()
  })

  it('vote once, though they stand in for two or sign themselves', () => {
    const standIns = { bo: { to: 'di', mode: 'replace' }, cy: { to: 'di', mode: 'replace' } } as const
    expect(asked(signing({}, { standIns }))).toEqual(['di'])
  })
})

describe('field rights', () => {
  const config = { fields: { amount: 'required', note: 'write', secret: 'hidden' } }

  it('go with each task', () => {
    expect(signing(config).mine('bo').fields).toEqual(config.fields)
  })

  it('refuse an approval while a required field is empty, and name it', () => {
    const bench = signing(config, { values: { amount: null } })
    const approve = (values = {}) => bench.complete(bench.mine('bo'), 'approved', { actor: 'bo', values })
    expect(refused(() => approve())).toBe('flow.fields.required')
    try {
      approve()
    } catch (error) {
      expect(error).toMatchObject({ status: 422, details: { errors: [{ path: '/amount', code: 'field.required' }] } })
    }
    approve({ amount: 12 })
    expect(asked(bench)).toEqual(['cy', 'di'])
  })

  it('ask nothing of somebody who rejects', () => {
    const bench = signing(config, { values: { amount: null } })
    says(bench, 'bo', 'rejected')
    expect(outcomeOf(bench)).toBe('bad')
  })
})

describe('抄送: copies', () => {
  it('never block, and everybody gets one of an instance', () => {
    const bench = new Bench(
      processOf(
        [
          ['start', 'start'],
          ['first', 'cc', { people: people('bo', 'cy'), text: 'No. {{number}}' }],
          ['nobody', 'cc', { people: { kind: 'role', role: 'none' } }],
          ['second', 'cc', { people: people('cy', 'di') }],
          ['good', 'end', { outcome: 'good' }],
        ],
        ['start → first', 'first → nobody', 'nobody → second', 'second → good'],
      ),
    )
    bench.start()
    expect(outcomeOf(bench)).toBe('good')
    const copies = bench.effects.filter((effect) => effect.type === 'copy')
    expect(copies.map(({ people: to, text, by }) => [to, text, by])).toEqual([
      [['bo', 'cy'], 'No. TS-1', null],
      [['di'], undefined, null],
    ])
  })
})
