import { type ConfigSchema, type Diagnostic, diagnose, type Id, json, text } from '@tangram/data-model'
import { flowMessages } from './messages.ts'
import type { NodeContext } from './node-type.ts'
import type { Values } from './values.ts'

/** What a node that takes a message says. */
export type CatchConfig = { message: string; correlation?: string; set?: Values }
/** What a node that takes a signal says. */
export type SignalConfig = { signal: string; set?: Values }
/** What a node that sends says. */
export type ThrowConfig = { payload?: Values }

const message = { valueType: text(80), editor: 'message-name', required: true, label: { en: 'Message', 'zh-CN': '消息名称' } } as const
const signal = { valueType: text(80), editor: 'message-name', required: true, label: { en: 'Signal', 'zh-CN': '信号名称' } } as const

const correlation = {
  valueType: text(200),
  label: { en: 'Only for', 'zh-CN': '匹配标识' },
  help: {
    en: 'Sender and receiver must say the same, such as {{number}}. Empty: any.',
    'zh-CN': '发送方与接收方须一致，例如 {{number}}；留空表示不限。',
  },
} as const

const set = {
  valueType: json,
  editor: 'values',
  label: { en: 'Set when it comes', 'zh-CN': '收到时更新' },
  help: { en: '$message.name is a value it brings.', 'zh-CN': '$message.名称 为消息携带的值。' },
} as const

const payload = {
  valueType: json,
  editor: 'values',
  names: 'free',
  default: {},
  label: { en: 'Values it carries', 'zh-CN': '携带的值' },
} as const

export const catchSettings = { message, correlation, set } satisfies ConfigSchema
export const catchSignalSettings = { signal, set } satisfies ConfigSchema
export const throwSettings = {
  message,
  correlation,
  payload,
  keepHours: {
    valueType: { kind: 'integer', min: 0, max: 8760 },
    default: 168,
    label: { en: 'Kept for a receiver (hours)', 'zh-CN': '等待接收的保留时长（小时）' },
  },
} satisfies ConfigSchema
export const throwSignalSettings = { signal, payload } satisfies ConfigSchema

/** A correlation key with its placeholders filled; none when nothing is said. */
export function correlationOf(context: NodeContext<{ correlation?: string }>): { correlation?: string } {
  const { correlation: said } = context.config
  return said ? { correlation: context.key(said) } : {}
}

/** Sends the message that the config names. */
export function sendMessage(context: NodeContext<ThrowConfig & { message: string; correlation?: string; keepHours?: number }>): void {
  const { message: name, payload: values, keepHours = 0 } = context.config
  const ttlMs = keepHours * 3_600_000
  context.publish({ kind: 'message', name, ...correlationOf(context), payload: context.valuesOf(values), ...(ttlMs > 0 ? { ttlMs } : {}) })
}

export function sendSignal(context: NodeContext<ThrowConfig & { signal: string }>): void {
  context.publish({ kind: 'signal', name: context.config.signal, payload: context.valuesOf(context.config.payload) })
}

/** A name must be said, and not be blank. */
export function checkName(name: string, path: string, setting: Id): Diagnostic[] {
  return name.trim() === '' ? [diagnose(flowMessages, 'flow.message.unnamed', `${path}/${setting}`)] : []
}
