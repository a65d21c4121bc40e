import { integer, type JsonObject, json, text } from '@tangram/data-model'
import { defineAction, TemporaryFailure } from './action-type.ts'
import type { HttpMethod } from './capabilities.ts'

type Input = { method: HttpMethod; url: string; body?: JsonObject; headers?: JsonObject; timeoutSeconds: number }

const methods: HttpMethod[] = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE']

/** Asks another system over HTTP; what it answers can be kept. */
export const callWebhook = defineAction<Input, 'http'>({
  type: 'call-webhook',
  label: { en: 'Call another system', 'zh-CN': '调用外部系统' },
  help: {
    en: 'Sends a request by HTTP. Its answer is $result.status and $result.body; 4xx is the error http.404 and so on, 5xx is tried again.',
    'zh-CN': '发送 HTTP 请求。返回值为 $result.status 与 $result.body；4xx 为错误 http.404 等，5xx 会自动重试。',
  },
  icon: 'webhook',
  input: {
    method: {
      valueType: text(),
      label: { en: 'Method', 'zh-CN': '请求方法' },
      default: 'POST',
      options: methods.map((method) => ({ id: method, label: { en: method, 'zh-CN': method } })),
    },
    url: {
      valueType: text(2_000),
      required: true,
      label: { en: 'Address', 'zh-CN': '地址' },
      help: { en: '{{field}} stands for a value of the record.', 'zh-CN': '{{字段}} 代表记录的字段值。' },
    },
    body: { valueType: json, editor: 'values', names: 'free', label: { en: 'Values to send', 'zh-CN': '发送内容' } },
    headers: { valueType: json, editor: 'values', names: 'free', label: { en: 'Headers', 'zh-CN': '请求头' } },
    timeoutSeconds: {
      valueType: integer({ min: 1, max: 60 }),
      default: 10,
      label: { en: 'Wait at most (seconds)', 'zh-CN': '最长等待（秒）' },
    },
  },
  uses: ['http'],
  async run({ method, url, body, headers, timeoutSeconds }, { http }, { key }) {
    const sent = { method, url, timeoutMs: timeoutSeconds * 1_000, ...(headers ? { headers: texts(headers) } : {}) }
    const answer = await http.request(body && method !== 'GET' ? { ...sent, body } : sent, { key })
    const { status } = answer
    if (status >= 200 && status < 300) return { status: 'done', output: { status, body: answer.body } }
    const code = `http.${status}`
    // Too many requests and time-outs pass by themselves; what else the other side refuses, it refuses again.
    if (status >= 500 || status === 408 || status === 425 || status === 429)
      throw new TemporaryFailure(code, `the other system answered ${status}`)
    return {
      status: 'failed',
      code,
      reason: { en: `The other system answered ${status}.`, 'zh-CN': `对方系统返回 ${status}。` },
    }
  },
  examples: {
    valid: [
      { url: 'https://erp.example.com/orders', body: { number: { var: 'number' } } },
      { method: 'GET', url: 'https://erp.example.com/stock/{{number}}', timeoutSeconds: 30 },
    ],
    invalid: [{ method: 'POST' }, { url: 'https://erp.example.com', method: 'TRACE' }],
  },
})

/** Headers are texts; one without a value is left out. */
function texts(headers: JsonObject): { [name: string]: string } {
  const said = Object.entries(headers).filter(([, value]) => value !== null && value !== '')
  return Object.fromEntries(said.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]))
}
