import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLab } from './testing/lab-app.ts'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
let lead: Caller
let tech: Caller
let clerk: Caller
let reader: Caller
let builder: Caller
let admin: Caller
/** Somebody who does not work in the app at all. */
let stranger: Caller

beforeAll(async () => {
  desk = await openDesk({ sampleSize: { tickets: 4, customers: 2 } })
  const { people } = await openLab(desk)
  const inLab = ['lin_yue', 'chen_mo', 'song_lan', 'he_qing', 'zhou_ran', 'admin']
  stranger = await desk.as(Object.keys(people).find((login) => !inLab.includes(login)) ?? '')
  ;[lead, tech, clerk, reader, builder, admin] = await Promise.all([
    desk.as('lin_yue'),
    desk.as('chen_mo'),
    desk.as('song_lan'),
    desk.as('he_qing'),
    desk.as('zhou_ran'),
    desk.as('admin'),
  ])
})
afterAll(() => desk.close())

const records = '/api/v1/apps/lab/entities/expense/records'
let count = 0
const requestId = () => `r${++count}`

async function started(process = 'approval', by = clerk): Promise<{ instance: string; record: string }> {
  const { id: record } = await by.post(records, { values: { title: `Trip ${++count}`, amount: 10 } })
  const { instance } = await by.post(`/api/v1/apps/lab/processes/${process}/start`, { requestId: requestId(), record })
  return { instance, record }
}
const taskOf = async (person: Caller, instance: string): Promise<Json> => {
  const { tasks } = await person.get('/api/v1/tasks?app=lab&limit=200')
  for (const task of tasks) {
    const { task: whole } = await person.get(`/api/v1/tasks/${task.id}`)
    if (whole.instance === instance) return whole
  }
  return undefined
}
const operate = (person: Caller, task: Json, name: string, body: object = {}) =>
  person.post(`/api/v1/tasks/${task.id}/${name}`, { requestId: requestId(), ...body })
const refused = async (person: Caller, url: string, body: object = {}) =>
  (await person.send('POST', url, { requestId: requestId(), ...body })).json()
const complete = (person: Caller, task: Json, outcome: string, opinion?: string) =>
  operate(person, task, 'complete', { outcome, ...(opinion ? { opinion } : {}) })
const names = (task: Json): string[] => task.operations.map(({ operation }: Json) => operation)

/** The instance stands at the review, with a task for each of the two. */
async function inReview(): Promise<{ instance: string; record: string }> {
  const run = await started()
  await complete(lead, await taskOf(lead, run.instance), 'approved')
  return run
}

describe('a task', () => {
  it('says what its holder can do, who else decides and where it can go back to', async () => {
    const { instance } = await inReview()
    const task = await taskOf(lead, instance)
    expect(names(task)).toEqual(expect.arrayContaining(['complete', 'transfer', 'delegate', 'add-before', 'add-after', 'return', 'copy']))
    expect(task.signers.map(({ person, status }: Json) => [person.name, status])).toEqual(
      expect.arrayContaining([
        ['林悦', 'open'],
        ['陈默', 'open'],
      ]),
    )
    expect(task.returnTo.map(({ node }: Json) => node)).toEqual(['lead', 'start'])
    expect(task).toMatchObject({ kind: 'approve', overdue: false, claimed: false, insteadOf: null })
  })

  it('is transferred for good, with its place and without a second vote', async () => {
    const { instance } = await inReview()
    await operate(tech, await taskOf(tech, instance), 'transfer', { to: clerk.id, opinion: 'on leave' })
    expect(await taskOf(tech, instance)).toBeUndefined()
    const task = await taskOf(clerk, instance)
    expect(task.insteadOf.name).toBe('陈默')
    await complete(clerk, task, 'approved')
    await complete(lead, await taskOf(lead, instance), 'approved')
    expect((await lead.get(`/api/v1/instances/${instance}`)).visits.at(-1)).toMatchObject({ node: 'book', status: 'active' })
  })

  it('tells on its record what was done with it, by whom, to whom and with which words', async () => {
    const { instance, record } = await inReview()
    await operate(tech, await taskOf(tech, instance), 'transfer', { to: clerk.id, opinion: 'on leave' })
    await operate(clerk, await taskOf(clerk, instance), 'return', { to: 'lead', resubmit: 'replay', opinion: 'the amount is wrong' })
    const timeline: Json[] = await lead.get(`${records}/${record}/timeline`)
    const told = timeline.flatMap(({ text, actor, opinion }) => (opinion ? [[actor.name, text['zh-CN'].replace(/：.*/, ''), opinion]] : []))
    expect(told.slice(-2)).toEqual([
      ['陈默', '转交给 宋岚', 'on leave'],
      ['宋岚', expect.stringMatching(/^退回到“.+”$/), 'the amount is wrong'],
    ])
    expect(JSON.stringify(timeline)).not.toMatch(/transferred|returned/)
  })

  it('is delegated for an opinion and comes back', async () => {
    const { instance } = await inReview()
    await operate(tech, await taskOf(tech, instance), 'delegate', { to: clerk.id })
    const asked = await taskOf(clerk, instance)
    expect(asked.kind).toBe('opinion')
    await complete(clerk, asked, asked.outcomes[0].id, 'looks right')
    const back = await taskOf(tech, instance)
    expect(back.signers.some(({ opinion }: Json) => opinion === 'looks right')).toBe(true)
    await complete(tech, back, 'approved')
  })

  it.each(['before', 'after', 'beside'])('gets signers %s its holder, who decide', async (where) => {
    const { instance } = await inReview()
    const mine = await taskOf(tech, instance)
    const more = where === 'after' ? { starts: 'now' } : {}
    await operate(tech, mine, 'add-signers', { where, people: [clerk.id], ...more, ...(where === 'beside' ? {} : { mode: 'all' }) })
    const added = await taskOf(clerk, instance)
    expect(added.signers.find(({ person }: Json) => person?.name === '宋岚').added).toMatchObject({ where })
    await complete(clerk, added, 'approved')
    if (where !== 'after') await complete(tech, await taskOf(tech, instance), 'approved')
    await complete(lead, await taskOf(lead, instance), 'approved')
    expect((await lead.get(`/api/v1/instances/${instance}`)).visits.at(-1)).toMatchObject({ node: 'book' })
  })

  it('loses signers again who have not acted', async () => {
    const { instance } = await inReview()
    const mine = await taskOf(tech, instance)
    await operate(tech, mine, 'add-signers', { where: 'before', people: [clerk.id], mode: 'all' })
    await operate(tech, mine, 'remove-signers', { people: [clerk.id] })
    expect(await taskOf(clerk, instance)).toBeUndefined()
    expect((await taskOf(tech, instance)).status).toBe('open')
  })

  it('is sent back and everything between is done again', async () => {
    const { instance } = await inReview()
    await operate(tech, await taskOf(tech, instance), 'return', { to: 'lead', resubmit: 'replay', opinion: 'the amount is wrong' })
    const again = await taskOf(lead, instance)
    expect(again.node).toBe('lead')
    await complete(lead, again, 'approved')
    expect((await taskOf(tech, instance)).node).toBe('review')
    expect((await taskOf(lead, instance)).node).toBe('review')
  })

  it('is sent back and comes straight to whoever sent it', async () => {
    const { instance } = await inReview()
    await complete(lead, await taskOf(lead, instance), 'approved')
    await operate(tech, await taskOf(tech, instance), 'return', { to: 'lead', resubmit: 'direct', opinion: 'which account?' })
    await complete(lead, await taskOf(lead, instance), 'approved')
    expect((await taskOf(tech, instance)).node).toBe('review')
  })

  it('is taken back by its approver as long as nobody has acted on what followed', async () => {
    const { instance } = await started()
    const first = await taskOf(lead, instance)
    await complete(lead, first, 'approved')
    expect(names((await lead.get(`/api/v1/tasks/${first.id}`)).task)).toEqual(['withdraw'])
    await operate(lead, first, 'withdraw', { reason: 'too fast' })
    const again = await taskOf(lead, instance)
    expect(again.node).toBe('lead')
    await complete(lead, again, 'approved')
    await complete(tech, await taskOf(tech, instance), 'approved')
    expect(await refused(lead, `/api/v1/tasks/${again.id}/withdraw`)).toMatchObject({ status: 409 })
  })

  it('shows a vote that was taken back as one still to be given', async () => {
    const { instance } = await inReview()
    const mine = await taskOf(lead, instance)
    await complete(lead, mine, 'approved')
    await operate(lead, mine, 'withdraw', {})
    const { task } = await tech.get(`/api/v1/tasks/${(await taskOf(tech, instance)).id}`)
    const votes = task.signers.filter((signer: Json) => signer.person?.id === lead.id)
    expect(votes).toEqual([expect.objectContaining({ status: 'open', outcome: null })])
  })

  it('is claimed out of a pool, which the others see, and put back', async () => {
    const { instance } = await inReview()
    await complete(lead, await taskOf(lead, instance), 'approved')
    await complete(tech, await taskOf(tech, instance), 'approved')
    const pooled = await taskOf(clerk, instance)
    expect(names(pooled)).toContain('claim')
    await operate(clerk, pooled, 'claim')
    expect(await taskOf(clerk, instance)).toMatchObject({ claimed: true, assignee: { name: '宋岚' } })
    expect(await refused(tech, `/api/v1/tasks/${pooled.id}/complete`, { outcome: 'done' })).toMatchObject({ code: 'flow.task.not-yours' })
    await operate(clerk, pooled, 'release')
    await complete(tech, await taskOf(tech, instance), 'done')
    expect(await lead.get(`/api/v1/instances/${instance}`)).toMatchObject({ status: 'ended', outcome: 'paid' })
  })

  it('is brought to mind by whoever started it, not again and again', async () => {
    const { instance } = await started()
    const urge = () => clerk.send('POST', `/api/v1/instances/${instance}/urge`, { requestId: requestId(), text: 'please' })
    expect((await urge()).statusCode).toBe(200)
    expect((await urge()).statusCode).toBe(429)
    expect((await taskOf(lead, instance)).urgedAt).toEqual(expect.any(String))
    const { items } = await clerk.get('/api/v1/initiated?status=running')
    expect(items.find((item: Json) => item.instance === instance)).toMatchObject({ canRevoke: true, canUrge: true, outcome: null })
    expect((await lead.send('POST', `/api/v1/instances/${instance}/urge`, { requestId: requestId() })).statusCode).toBe(404)
  })

  it('is copied to people, who read it once', async () => {
    const { instance } = await inReview()
    await operate(tech, await taskOf(tech, instance), 'copy', { people: [clerk.id], text: 'for your files' })
    const before = (await clerk.get('/api/v1/tasks/counts')).copies
    const { copies } = await clerk.get('/api/v1/copies?unread=true')
    const mine = copies.find((copy: Json) => copy.instance === instance)
    expect(mine).toMatchObject({ text: 'for your files', by: { name: '陈默' }, readAt: null })
    expect(await clerk.post('/api/v1/copies/read', { ids: [mine.id] })).toEqual({ ok: true, read: 1 })
    expect((await clerk.get('/api/v1/tasks/counts')).copies).toBe(before - 1)
  })

  it('of somebody else is nobody’s to operate on', async () => {
    const { instance } = await inReview()
    const task = await taskOf(tech, instance)
    for (const [name, body] of [
      ['transfer', { to: reader.id }],
      ['return', { to: 'lead', resubmit: 'replay' }],
      ['add-signers', { where: 'before', people: [reader.id] }],
      ['remove-signers', { people: [lead.id] }],
      ['claim', {}],
      ['withdraw', {}],
    ] as const) {
      const problem = await refused(reader, `/api/v1/tasks/${task.id}/${name}`, body)
      expect([403, 409, 422], `${name} ${JSON.stringify(problem)}`).toContain(problem.status)
    }
    expect((await taskOf(tech, instance)).status).toBe('open')
  })

  it('is done once, however often the same request comes', async () => {
    const { instance } = await started()
    const task = await taskOf(lead, instance)
    const body = { requestId: 'the same', outcome: 'approved' }
    const answers = await Promise.all([1, 2, 3].map(() => lead.send('POST', `/api/v1/tasks/${task.id}/complete`, body)))
    expect(answers.some(({ statusCode }) => statusCode === 200)).toBe(true)
    const visits = (await lead.get(`/api/v1/instances/${instance}`)).visits as Json[]
    expect(visits.filter(({ node }) => node === 'review')).toHaveLength(1)
  })
})

describe('several tasks', () => {
  it('are completed together, each for itself', async () => {
    const runs = [await started(), await started()]
    const tasks = await Promise.all(runs.map(async ({ instance }) => (await taskOf(lead, instance)).id as string))
    const foreign = await taskOf(tech, (await inReview()).instance)
    const { results } = await lead.post('/api/v1/tasks/complete', {
      requestId: requestId(),
      tasks: [...tasks, foreign.id],
      outcome: 'approved',
    })
    expect(results.map(({ ok }: Json) => ok)).toEqual([true, true, false])
    expect(results[2].problem).toMatchObject({ code: 'flow.task.not-yours', detail: expect.any(String) })
  })
})

describe('what somebody started', () => {
  it('is taken back before anybody has acted, and not after', async () => {
    const { instance } = await started()
    await clerk.post(`/api/v1/instances/${instance}/revoke`, { requestId: requestId(), reason: 'a mistake' })
    expect(await clerk.get(`/api/v1/instances/${instance}`)).toMatchObject({ status: 'cancelled', outcome: 'revoked' })
    expect(await taskOf(lead, instance)).toBeUndefined()
    const other = await inReview()
    expect(await refused(clerk, `/api/v1/instances/${other.instance}/revoke`)).toMatchObject({ code: 'flow.revoke.too-late' })
    expect(await refused(lead, `/api/v1/instances/${other.instance}/revoke`)).toMatchObject({ status: 404 })
  })
})

describe('a process by hand', () => {
  it('starts once for a request, on a record that one may change', async () => {
    const { id: record } = await clerk.post(records, { values: { title: 'By hand' } })
    const start = (by: Caller, process: string) =>
      by.send('POST', `/api/v1/apps/lab/processes/${process}/start`, { requestId: 'one', record })
    const [first, second] = [await start(clerk, 'approval'), await start(clerk, 'approval')]
    expect(second.json()).toEqual(first.json())
    expect(await clerk.get(`${records}/${record}/process`)).toHaveLength(1)
    expect((await start(reader, 'approval')).statusCode).toBe(403)
    expect((await start(clerk, 'called')).json()).toMatchObject({ code: 'server.process.not-by-hand' })
    expect((await start(clerk, 'nothing')).json()).toMatchObject({ code: 'server.process.unknown' })
  })
})

describe('stand-ins', () => {
  it('get the tasks meant for somebody who is away', async () => {
    const day = 86_400_000
    const from = new Date(Date.now() - day).toISOString()
    const until = new Date(Date.now() + day).toISOString()
    const made = await lead.send('POST', '/api/v1/stand-ins', { to: clerk.id, from, until, mode: 'replace', app: 'lab' })
    expect(made.statusCode).toBe(201)
    expect((await clerk.get('/api/v1/stand-ins'))[0]).toMatchObject({ person: { name: '林悦' }, isActive: true, mode: 'replace' })
    const { instance } = await started()
    expect(await taskOf(lead, instance)).toBeUndefined()
    expect((await taskOf(clerk, instance)).insteadOf.name).toBe('林悦')
    expect((await tech.send('DELETE', `/api/v1/stand-ins/${made.json().id}`)).statusCode).toBe(404)
    expect((await lead.send('DELETE', `/api/v1/stand-ins/${made.json().id}`)).statusCode).toBe(200)
    expect(await taskOf(lead, (await started()).instance)).toBeDefined()
  })

  it('are refused when they make no sense', async () => {
    const post = (body: object) => lead.send('POST', '/api/v1/stand-ins', { mode: 'replace', ...body })
    const [past, day] = [new Date(0).toISOString(), new Date(86_400_000).toISOString()]
    expect((await post({ to: clerk.id, from: past, until: day })).statusCode).toBe(422)
    expect((await post({ to: lead.id, from: past, until: '2999-01-01T00:00:00Z' })).statusCode).toBe(422)
    expect((await post({ to: clerk.id, from: '2026-13-45T00:00:00Z', until: day })).statusCode).toBe(400)
    expect((await post({ to: clerk.id, person: tech.id, from: past, until: '2999-01-01T00:00:00Z' })).statusCode).toBe(403)
  })

  it('are not what handing over is: every open task goes to the other person', async () => {
    const { instance } = await inReview()
    expect((await lead.send('POST', `/api/v1/people/${tech.id}/hand-over`, { to: clerk.id })).statusCode).toBe(403)
    const { tasks, refused: left } = await admin.post(`/api/v1/people/${tech.id}/hand-over`, { to: reader.id })
    expect(tasks).toBeGreaterThan(0)
    expect(left).toEqual([])
    expect(await taskOf(tech, instance)).toBeUndefined()
    expect(await taskOf(reader, instance)).toBeDefined()
    expect((await admin.post(`/api/v1/people/${tech.id}/hand-over`, { to: reader.id })).tasks).toBe(0)
    expect((await admin.send('POST', `/api/v1/people/${tech.id}/hand-over`, { to: tech.id })).statusCode).toBe(422)
  })
})

describe('whoever runs the processes', () => {
  const act = (person: Caller, instance: string, name: string, body: object = {}) =>
    person.send('POST', `/api/v1/instances/${instance}/${name}`, { requestId: requestId(), ...body })
  const elementAt = async (instance: string, node: string): Promise<string> =>
    (await builder.get(`/api/v1/instances/${instance}`)).visits.find((visit: Json) => visit.node === node && visit.status === 'active')
      .element

  it('sees every instance, and nobody else does', async () => {
    const { instance, record } = await started()
    const { instances } = await builder.get('/api/v1/apps/lab/instances?status=running&process=approval&limit=200')
    expect(instances.find(({ id }: Json) => id === instance)).toMatchObject({ record, status: 'running', current: [{ node: 'lead' }] })
    expect((await clerk.send('GET', '/api/v1/apps/lab/instances')).statusCode).toBe(403)
    const seen = await builder.get(`/api/v1/instances/${instance}`)
    expect(seen.operations).toEqual(expect.arrayContaining(['jump', 'skip', 'patch', 'suspend', 'cancel']))
    expect(seen.process.nodes.map(({ id }: Json) => id)).toContain('review')
    expect(seen.taken).toEqual({ start_lead: 1 })
    expect((await clerk.get(`/api/v1/instances/${instance}`)).operations).toEqual(['revoke', 'urge'])
    expect((await stranger.send('GET', `/api/v1/instances/${instance}`)).statusCode).toBe(404)
    expect((await act(stranger, instance, 'suspend')).statusCode).toBe(404)
    expect((await stranger.send('GET', '/api/v1/apps/lab/instances')).statusCode).toBe(404)
  })

  it('moves it on or back, leaving no ghost', async () => {
    const { instance } = await started()
    const body = { elements: [await elementAt(instance, 'lead')], to: 'book', reason: 'agreed by phone' }
    expect((await act(clerk, instance, 'jump', body)).statusCode).toBe(403)
    expect((await act(builder, instance, 'jump', body)).statusCode).toBe(200)
    expect(await taskOf(lead, instance)).toBeUndefined()
    expect((await taskOf(clerk, instance)).node).toBe('book')
    const again = { elements: [await elementAt(instance, 'book')], to: 'nowhere', reason: 'x' }
    expect((await act(builder, instance, 'jump', again)).json()).toMatchObject({ code: 'flow.jump.unknown' })
  })

  it('stops it and lets it go on', async () => {
    const { instance } = await started()
    const task = await taskOf(lead, instance)
    expect((await act(admin, instance, 'suspend', { reason: 'audit' })).statusCode).toBe(200)
    expect(await builder.get(`/api/v1/instances/${instance}`)).toMatchObject({
      status: 'suspended',
      operations: ['resume', 'patch', 'cancel'],
    })
    expect(await refused(lead, `/api/v1/tasks/${task.id}/complete`, { outcome: 'approved' })).toMatchObject({
      code: 'flow.instance.suspended',
    })
    expect((await act(builder, instance, 'resume')).statusCode).toBe(200)
    await complete(lead, await taskOf(lead, instance), 'approved')
  })

  it('passes a step, and ends an instance for a reason', async () => {
    const { instance } = await started()
    const element = await elementAt(instance, 'lead')
    expect((await act(builder, instance, 'skip', { element, port: 'maybe', reason: 'x' })).json()).toMatchObject({
      code: 'flow.port.unknown',
    })
    expect((await act(builder, instance, 'skip', { element, port: 'approved', reason: 'x' })).statusCode).toBe(200)
    expect((await taskOf(tech, instance)).node).toBe('review')
    expect((await act(builder, instance, 'cancel', { reason: ' ' })).statusCode).toBe(400)
    expect((await act(builder, instance, 'cancel', { reason: 'not needed' })).statusCode).toBe(200)
    expect(await builder.get(`/api/v1/instances/${instance}`)).toMatchObject({ status: 'cancelled', operations: [] })
    const [entry] = await desk.server.storage.audit.list({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' })
    expect(entry).toMatchObject({ action: 'instance.cancel', object: instance, actor: builder.id })
  })

  it('sets variables, which others do not see', async () => {
    const { instance } = await started('asking')
    await until(async () => (await builder.get(`/api/v1/instances/${instance}`)).incidents.length === 1)
    expect((await act(builder, instance, 'patch', { variables: { note: 'call them' }, reason: 'asked' })).statusCode).toBe(200)
    expect((await act(builder, instance, 'patch', { variables: { nothing: 1 }, reason: 'asked' })).json()).toMatchObject({
      code: 'flow.variable.unknown',
    })
    expect((await builder.get(`/api/v1/instances/${instance}`)).variables).toEqual({ note: 'call them' })
    const seen = await clerk.get(`/api/v1/instances/${instance}`)
    expect([seen.variables, seen.incidents[0].message]).toEqual([{}, ''])
  })

  it('moves running instances to another version, after a look at what would become of them', async () => {
    const { instance } = await started()
    const { version } = await builder.get(`/api/v1/instances/${instance}`).then(({ process }: Json) => process)
    const { document, revision } = await builder.get('/api/v1/apps/lab/draft')
    document.processes.items.approval.nodes.items.lead.label = { en: 'Head', 'zh-CN': '负责人' }
    await builder.send('PUT', '/api/v1/apps/lab/draft', { document }, { 'if-match': `"${revision}"` })
    const published = await builder.post('/api/v1/apps/lab/publish', {})
    expect((await builder.get(`/api/v1/instances/${instance}`)).process.version).toBe(version)

    const url = '/api/v1/apps/lab/processes/approval/migration'
    const plan = await builder.get(url)
    expect(plan.to).toBe(published.version)
    expect(plan.instances.find(({ id }: Json) => id === instance)).toMatchObject({ version, nodes: ['lead'], problems: [] })
    expect(plan.plan.nodes).toMatchObject({ lead: 'lead' })
    const body = { requestId: requestId(), to: published.version, instances: [instance] }
    expect((await clerk.send('POST', url, { ...body, dryRun: true })).statusCode).toBe(403)
    expect(await builder.post(url, { ...body, dryRun: true })).toEqual({ moved: 1, refused: [] })
    expect((await builder.get(`/api/v1/instances/${instance}`)).process.version).toBe(version)
    expect((await builder.post(url, { ...body, dryRun: false, nodes: { lead: 'end' } })).refused).toMatchObject([
      { instance, problem: { code: 'flow.migration.unfit' } },
    ])
    expect(await builder.post(url, { ...body, dryRun: false })).toEqual({ moved: 1, refused: [] })
    expect((await builder.get(`/api/v1/instances/${instance}`)).process.version).toBe(published.version)
    await complete(lead, await taskOf(lead, instance), 'approved')
    expect(await desk.server.storage.flows.stuck({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' })).toEqual([])
  })
})
