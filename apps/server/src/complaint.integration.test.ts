import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type Desk, type Json, openDesk, until } from './testing/open-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const tickets = '/api/v1/apps/service_desk/entities/ticket/records'

async function taskOn(person: Caller, number: string): Promise<Json> {
  return until(async () => (await person.get('/api/v1/tasks?limit=200')).tasks.find((task: Json) => task.recordNumber === number))
}

async function complete(person: Caller, task: Json, body: Json): Promise<Json> {
  const { record } = await person.get(`/api/v1/tasks/${task.id}`)
  return person.post(`/api/v1/tasks/${task.id}/complete`, { requestId: `r-${task.id}`, version: record.version, ...body })
}

/** The person of the sample whose to-do it is: who that is decides the load of each. */
async function holderOf(number: string, logins: string[]): Promise<{ person: Caller; task: Json }> {
  return until(async () => {
    for (const login of logins) {
      const person = await desk.as(login)
      const task = (await person.get('/api/v1/tasks?limit=200')).tasks.find((one: Json) => one.recordNumber === number)
      if (task) return { person, task }
    }
    return undefined
  })
}

/** The newest link that was sent to this phone and says this. */
async function linkSentTo(phone: string, words: RegExp): Promise<string> {
  const admin = await desk.as('admin')
  return until(async () => {
    const messages: Json[] = await admin.get('/api/v1/messages')
    const message = messages.find((one) => one.to.includes(phone) && words.test(one.text))
    return message && /\/l\/([A-Za-z0-9_-]+)/.exec(message.text)?.[1]
  })
}

describe('a complaint', () => {
  it('goes from the public form through the flow to the satisfaction answer', async () => {
    const customer = desk.nobody()
    const manager = await desk.as('lin_yue')
    const { publicForms } = await manager.get('/api/v1/apps/service_desk')
    const token = publicForms.complaint.split('/f/')[1]

    const page = await customer.send('GET', `/f/${token}`)
    expect(page.body).toContain('<h1>File a complaint</h1>')
    expect((await customer.send('GET', '/f/no-such-form')).statusCode).toBe(404)

    const { form, entity } = await customer.get(`/api/v1/public/forms/${token}`)
    expect(form.id).toBe('complaint')
    expect(Object.keys(entity.fields.items)).not.toContain('internal_cost')
    const [product] = await customer.get(`/api/v1/public/forms/${token}/options/product?search=KFR`)
    expect(Object.keys(product).sort()).toEqual(['id', 'label'])

    const values = {
      customer_name: '王小明',
      phone: '13800138000',
      product: product.id,
      problem_type: 'malfunction',
      urgency: 'high',
      description: '空调不制冷',
    }
    const submit = () => customer.post(`/api/v1/public/forms/${token}/submissions`, { values, requestId: 'one' })
    const { number, progressUrl } = await submit()
    expect(number).toMatch(/^TS-\d{8}-\d{4}$/)
    expect(progressUrl).toContain('/progress?number=TS-')
    expect((await submit()).number).toBe(number)

    // Asking for progress is limited: what is waited for is seen in the database.
    const begun = 'select 1 from tangram.flow_instance i join service_desk.ticket t on t.id = i.record where t.number = $1'
    await until(async () => (await desk.query(begun, [number])).rows.length > 0)
    const progress = await until(async () => {
      const answer = await customer.post('/api/v1/public/progress', { number, phone: '+86 138 0013 8000' })
      return answer.status === 'running' && answer
    })
    expect(progress.steps.map(({ status }: Json) => status)).toContain('active')
    expect((await customer.send('POST', '/api/v1/public/progress', { number, phone: '13800138001' })).statusCode).toBe(404)

    // Handling, by somebody of the team the complaint was dispatched to.
    const agents = (await desk.server.storage.people.find({ kind: 'system', cause: 'test', zone: 'UTC', locale: 'en' }, { limit: 200 }))
      .filter(({ teams }) => teams.some(({ key }) => key === 'appliance'))
      .flatMap(({ login }) => login ?? [])
    const handling = await holderOf(number, agents)
    await complete(handling.person, handling.task, { outcome: 'done', opinion: '已更换压缩机', values: { solution: '更换压缩机' } })

    // Countersign: technology and finance, and only both together let it pass.
    const engineer = await desk.as('he_qing')
    const accountant = await desk.as('song_lan')
    await complete(engineer, await taskOn(engineer, number), { outcome: 'approved', opinion: '方案可行' })
    await complete(accountant, await taskOn(accountant, number), { outcome: 'approved', values: { internal_cost: '260.00' } })

    const confirm = await linkSentTo('13800138000', /确认/)
    const question = await customer.get(`/api/v1/public/links/${confirm}`)
    expect(question).toMatchObject({ purpose: 'confirm', answered: false })
    expect(question.outcomes.map(({ id }: Json) => id)).toEqual(['confirmed', 'rejected'])
    expect(question.summary).toContainEqual({ label: expect.objectContaining({ en: 'Phone' }), value: '138 0013 8000' })
    expect(JSON.stringify(question)).not.toContain('260')
    await customer.post(`/api/v1/public/links/${confirm}`, { outcome: 'confirmed' })
    expect((await customer.send('POST', `/api/v1/public/links/${confirm}`, { outcome: 'rejected', opinion: 'no' })).statusCode).toBe(409)

    const survey = await linkSentTo('13800138000', /打分/)
    const asked = await customer.get(`/api/v1/public/links/${survey}`)
    expect(asked.form.id).toBe('satisfaction')
    expect((await customer.send('POST', `/api/v1/public/links/${survey}`, { values: { csat: 9 } })).statusCode).toBe(422)
    expect(
      (await customer.send('POST', `/api/v1/public/links/${survey}`, { values: { csat: 5, internal_cost: '1.00' } })).statusCode,
    ).toBeGreaterThanOrEqual(400)
    await customer.post(`/api/v1/public/links/${survey}`, { values: { csat: 5, csat_comment: '很满意' } })
    expect((await customer.send('POST', `/api/v1/public/links/${survey}`, { values: { csat: 1 } })).statusCode).toBe(409)

    const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'number' }, number] }))
    const [record] = (await manager.get(`${tickets}?where=${where}`)).records
    expect(record.values).toMatchObject({ csat: 5, solution: '更换压缩机', internal_cost: '260.00' })
    expect(['resolved', 'closed']).toContain(record.values.status)
    expect(record.values.total_minutes).toBeGreaterThanOrEqual(0)

    const [process] = await manager.get(`${tickets}/${record.id}/process`)
    expect(process.status).toBe('ended')
    expect(process.nodes.every(({ durationMs }: Json) => durationMs !== null)).toBe(true)
    const timeline: Json[] = await manager.get(`${tickets}/${record.id}/timeline`)
    expect(timeline.filter(({ kind }) => kind === 'opinion').map(({ opinion }) => opinion)).toEqual(
      expect.arrayContaining(['已更换压缩机', '方案可行']),
    )
    const messages = timeline.filter(({ kind }) => kind === 'message')
    expect(messages.map(({ message }) => message)).toEqual([
      { channel: 'sms', to: '138****8000', status: 'sent' },
      { channel: 'sms', to: '138****8000', status: 'sent' },
    ])
    for (const secret of [confirm, survey, '13800138000']) expect(JSON.stringify(messages)).not.toContain(secret)
    // The process starts in the instant its first task is opened.
    const kinds = timeline.map(({ kind }) => kind)
    expect(kinds.indexOf('flow')).toBeLessThan(kinds.indexOf('task'))
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort())
  })

  it('shows its initiator where it stands and who holds it', async () => {
    const agent = await desk.as('chen_mo')
    const [product] = await agent.get('/api/v1/apps/service_desk/entities/product/options?search=KFR&limit=1')
    const values = {
      customer_name: '李雷',
      phone: '13900139000',
      product: product.id,
      problem_type: 'delivery',
      urgency: 'low',
      description: '送错了',
    }
    const created = await agent.post(`${tickets}?form=complaint`, { values }, { 'idempotency-key': 'k-1' })
    const again = await agent.post(`${tickets}?form=complaint`, { values }, { 'idempotency-key': 'k-1' })
    const other = { values: { ...values, description: 'Something else' } }
    const reused = await agent.send('POST', `${tickets}?form=complaint`, other, { 'idempotency-key': 'k-1' })
    expect(reused.statusCode).toBe(422)
    expect(reused.json()).toMatchObject({ code: 'storage.record.key-reused' })
    expect(again.id).toBe(created.id)
    const item = await until(async () =>
      (await agent.get('/api/v1/initiated')).items.find((one: Json) => one.record === created.id && one.holders.length > 0),
    )
    expect(item).toMatchObject({ status: 'running', label: { en: 'Handle' } })
  })

  it('cannot be acted on by somebody whose task it is not, nor twice', async () => {
    const admin = await desk.as('admin')
    const chen = await desk.as('chen_mo')
    const lin = await desk.as('lin_yue')
    const [task] = (await chen.get('/api/v1/tasks')).tasks
    const body = { requestId: 'x', outcome: 'done', version: 1 }
    const foreign = await lin.send('POST', `/api/v1/tasks/${task.id}/complete`, body)
    expect([403, 404]).toContain(foreign.statusCode)
    expect([403, 404]).toContain((await admin.send('POST', `/api/v1/tasks/${task.id}/complete`, body)).statusCode)
    const { record } = await chen.get(`/api/v1/tasks/${task.id}`)
    const act = (requestId: string) =>
      chen.send('POST', `/api/v1/tasks/${task.id}/complete`, { ...body, requestId, version: record.version })
    const answers = await Promise.all([act('a'), act('a'), act('b')])
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBeGreaterThanOrEqual(1)
    expect(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 409 || statusCode === 404)).toBe(true)
    expect((await act('a')).statusCode).toBeLessThan(500)

    // The name of a request belongs to its task: on the next one it is a new request.
    const engineer = await desk.as('he_qing')
    await complete(engineer, await taskOn(engineer, task.recordNumber), { outcome: 'rejected', opinion: '请再看看' })
    const next = await taskOn(chen, task.recordNumber)
    await complete(chen, next, { outcome: 'done', requestId: answers[0]?.statusCode === 200 ? 'a' : 'b' })
    expect((await chen.get(`/api/v1/tasks/${next.id}`)).task.status).toBe('done')
  })
})
