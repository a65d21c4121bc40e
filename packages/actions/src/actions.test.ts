import { checkConfig, type JsonValue, locales } from '@tangram/data-model'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Capabilities } from './capabilities.ts'
import { performAction } from './perform-action.ts'
import { actionTypes } from './registry.ts'

/** Everything asked of the capabilities, in order. */
let calls: unknown[]
let people: string[]
/** What the other system answers. */
let answer: { status: number; body: JsonValue }

const capabilities: Capabilities = {
  records: {
    update: async (target, values, { key }) => void calls.push(['update', target, values, key]),
    create: async (entity, values, { key }) => {
      calls.push(['create', entity, values, key])
      return 'new1'
    },
  },
  messages: { send: async (message, { key }) => void calls.push(['send', message, key]) },
  links: {
    issue: async (link, { key }) => {
      calls.push(['issue', link, key])
      return { url: 'https://desk.example/l/abc' }
    },
  },
  notifications: { notify: async (notice, { key }) => void calls.push(['notify', notice, key]) },
  http: {
    request: async (request, { key }) => {
      calls.push(['request', request, key])
      return answer
    },
  },
  people: { find: async () => people },
}

const record = { entity: 'ticket', id: 'r1', values: async () => ({ phone: ' 13800000000 ', mail: null }) }
const perform = (type: string, input: object) => performAction(actionTypes, type, input as never, capabilities, { key: 'k', record })

beforeEach(() => {
  calls = []
  people = ['ann']
  answer = { status: 200, body: { id: 7 } }
})

describe('an action', () => {
  it('updates the record it is about', async () => {
    expect(await perform('update-record', { set: { status: 'closed' } })).toEqual({ status: 'done' })
    expect(calls).toEqual([['update', { entity: 'ticket', id: 'r1' }, { status: 'closed' }, 'k']])
  })

  it('creates a record and says which', async () => {
    expect(await perform('create-record', { entity: 'customer', values: { name: 'A' } })).toEqual({
      status: 'done',
      output: { record: 'new1' },
    })
    expect(calls).toEqual([['create', 'customer', { name: 'A' }, 'k']])
  })

  it('asks another system and keeps what it answers', async () => {
    const input = { url: 'https://erp.example.com', body: { number: 'A-1' }, headers: { 'x-shop': 4, empty: null } }
    expect(await perform('call-webhook', input)).toEqual({ status: 'done', output: { status: 200, body: { id: 7 } } })
    const request = {
      method: 'POST',
      url: 'https://erp.example.com',
      headers: { 'x-shop': '4' },
      body: { number: 'A-1' },
      timeoutMs: 10_000,
    }
    expect(calls).toEqual([['request', request, 'k']])
  })

  it.each([400, 404, 302])('has failed for good when the other system answers %i', async (status) => {
    answer = { status, body: null }
    expect(await perform('call-webhook', { url: 'https://erp.example.com' })).toMatchObject({ status: 'failed', code: `http.${status}` })
  })

  it.each([500, 503, 429, 408])('is tried again when the other system answers %i', async (status) => {
    answer = { status, body: null }
    await expect(perform('call-webhook', { url: 'https://erp.example.com' })).rejects.toMatchObject({ code: `http.${status}` })
  })

  it('notifies the people found, and is skipped when there are none', async () => {
    const input = { to: { kind: 'field', field: 'assignee' }, title: { en: 'Late' } }
    await perform('notify', input)
    expect(calls).toEqual([
      ['notify', { people: ['ann'], title: { en: 'Late' }, record: { entity: 'ticket', id: 'r1' }, mail: false }, 'k'],
    ])
    people = []
    expect(await perform('notify', input)).toMatchObject({ status: 'skipped', reason: { en: 'Nobody to notify.' } })
    expect(calls).toHaveLength(1)
  })

  it('sends a message to the number a field holds, by text message unless told otherwise', async () => {
    await perform('send-message', { to: 'phone', message: { en: 'Hello' } })
    expect(calls).toEqual([['send', { channel: 'sms', to: '13800000000', text: { en: 'Hello' } }, 'k']])
  })

  it('is skipped, with a reason to read, when the field is empty', async () => {
    for (const type of ['send-message', 'send-form-link']) {
      const result = await perform(type, { form: 'satisfaction', to: 'mail', message: { en: 'Hello' } })
      expect(result).toMatchObject({ status: 'skipped', reason: { 'zh-CN': '记录中没有可发送的手机或邮箱。' } })
    }
    expect(calls).toEqual([])
  })

  it('sends a form link where the text has room for it, at the end where it has none', async () => {
    const message = { en: 'Rate us: {{link}} Thanks', 'zh-CN': '请评分' }
    await perform('send-form-link', { form: 'satisfaction', to: 'phone', message })
    expect(calls).toEqual([
      ['issue', { purpose: 'survey', form: 'satisfaction', record: { entity: 'ticket', id: 'r1' } }, 'k:link'],
      [
        'send',
        {
          channel: 'sms',
          to: '13800000000',
          text: { en: 'Rate us: https://desk.example/l/abc Thanks', 'zh-CN': '请评分：https://desk.example/l/abc' },
        },
        'k',
      ],
    ])
  })

  it('is refused when it is not installed', async () => {
    await expect(perform('fly', {})).rejects.toMatchObject({ code: 'action.unknown', status: 422 })
  })

  it('is lent the capabilities it names and no others', async () => {
    const seen: string[] = []
    const spy = {
      ...actionTypes[0],
      type: 'spy',
      uses: ['people'] as const,
      run: async (_: unknown, lent: object) => {
        seen.push(...Object.keys(lent))
        return { status: 'done' as const }
      },
    }
    await performAction([spy as never], 'spy', {}, capabilities, { key: 'k', record })
    expect(seen).toEqual(['people'])
  })
})

describe.each(actionTypes.map((action) => [action.type, action] as const))('action type %s', (_, action) => {
  const mistakes = (input: object) => checkConfig(action.input, input as never, '').filter(({ severity }) => severity === 'error')

  it('accepts its valid examples and finds fault with the invalid ones', () => {
    expect(action.examples.valid.length).toBeGreaterThan(0)
    for (const input of action.examples.valid) expect(mistakes(input)).toEqual([])
    for (const input of action.examples.invalid) expect(mistakes(input)).not.toEqual([])
  })

  it('speaks both languages', () => {
    const texts = [action.label, ...Object.values(action.input).map((property) => property.label)]
    for (const text of texts) for (const locale of locales) expect(text[locale]).toBeTruthy()
  })
})
