import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '@tangram/data-model'
import type { InjectOptions } from 'fastify'
import type { Route } from '../http/route.ts'
import { recordId, tableName } from '../http/schema.ts'

export type HostileRequest = {
  name: string
  request: InjectOptions
  /** Statuses a sound server may answer with. */
  expected: number[]
  /** True: any text is a value of this kind, so that only what is stored can tell. */
  reachesStorage?: boolean
}

const uuid = '01920000-0000-7000-8000-000000000001'
const samples: { [name: string]: string } = {
  app: 'service_desk',
  entity: 'ticket',
  id: uuid,
  report: 'trend',
  dashboard: 'd',
  field: 'product',
  version: '1',
  token: 'x'.repeat(32),
}

/** The address of a route with believable parameters. */
export function addressOf(route: Pick<Route, 'url'>, overrides: { [name: string]: string } = {}): string {
  return route.url.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(overrides[name] ?? samples[name] ?? 'x'))
}

/**
 * What bad luck and bad people send to a route, made from its own schemas: broken JSON, other content types, bodies that are no
 * object, unknown keys, each value as every wrong type, poisoned keys, unknown query keys, hostile parameters.
 */
export function hostileRequests(route: Route): HostileRequest[] {
  const url = addressOf(route)
  const base = { method: route.method, url } as const
  const json = (payload: string): InjectOptions => ({ ...base, payload, headers: { 'content-type': 'application/json' } })
  const out: HostileRequest[] = [
    { name: 'an unknown query key', request: { ...base, url: `${url}?nobody_knows=1`, ...bodyFor(route) }, expected: [400] },
    ...hostileParams(route),
  ]
  for (const [name] of Object.entries((route.query?.properties ?? {}) as JsonObject)) {
    out.push({ name: `query ${name} twice`, request: { ...base, url: `${url}?${name}=a&${name}=b`, ...bodyFor(route) }, expected: [400] })
  }
  if (route.method === 'GET' || route.upload) return out
  const broken = [
    '{',
    '{"values":',
    '[1,',
    'nul',
    '"',
    '{"a":1}x',
    '\u0000',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
  ]
  for (const text of broken) out.push({ name: `broken JSON ${JSON.stringify(text)}`, request: json(text), expected: [400] })
  for (const type of [
    'text/plain',
    'application/xml',
    'application/json+evil',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ]) {
    out.push({
      name: `content type ${type}`,
      request: { ...base, payload: '{"a":1}', headers: { 'content-type': type } },
      expected: [400, 415],
    })
  }
  if (!route.body) return [...out, { name: 'a body it does not take', request: json('{"admin":true}'), expected: [400] }]
  for (const value of ['[]', '"text"', '7', 'true', 'null']) out.push({ name: `body ${value}`, request: json(value), expected: [400] })
  const good = sampleOf(route.body) as JsonObject
  // A body that is the caller's own (a webhook) has no unknown keys.
  const isOpen = route.body.additionalProperties === true
  for (const key of isOpen ? [] : ['owner', 'role', 'admin', 'tenant', 'id ', 'created_by', 'hasOwnProperty']) {
    out.push({ name: `an unknown key ${key}`, request: json(JSON.stringify({ ...good, [key]: uuid })), expected: [400] })
  }
  for (const [name, schema] of Object.entries((route.body.properties ?? {}) as { [name: string]: JsonObject })) {
    if (Object.keys(schema).length === 0) continue
    for (const wrong of wrongValues(schema)) {
      out.push({ name: `${name} as ${JSON.stringify(wrong)}`, request: json(JSON.stringify({ ...good, [name]: wrong })), expected: [400] })
    }
  }
  for (const name of (route.body.required ?? []) as string[]) {
    const { [name]: _, ...rest } = good
    out.push({ name: `without ${name}`, request: json(JSON.stringify(rest)), expected: [400] })
  }
  return out
}

/** A request body that the schema lets through. */
export function bodyFor(route: Route): InjectOptions {
  if (!route.body) return {}
  return { payload: JSON.stringify(sampleOf(route.body)), headers: { 'content-type': 'application/json' } }
}

function hostileParams(route: Route): HostileRequest[] {
  const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  const hostile = ["x' or 1=1 --", '../../etc/passwd', '__proto__', '%00', '{}', 'a'.repeat(199), 'ADMIN', 'é']
  return names.flatMap((name) =>
    hostile.map((value) => ({
      name: `${name} ${value.slice(0, 20)}`,
      request: { method: route.method, url: addressOf(route, { [name]: value }), ...bodyFor(route) } as InjectOptions,
      expected: [400, 404, 405, 414],
      reachesStorage: isAnyText((route.params?.properties as JsonObject | undefined)?.[name]),
    })),
  )
}

function isAnyText(schema: unknown): boolean {
  return [recordId(), tableName()].some((each) => isDeepStrictEqual(schema, each))
}

function sampleOf(schema: JsonObject): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        ((schema.required ?? []) as string[]).map((name) => [
          name,
          sampleOf((schema.properties as { [name: string]: JsonObject })[name] ?? {}),
        ]),
      )
    case 'array':
      return []
    case 'integer':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      return String(schema.pattern ?? '').includes('[0-9a-f]{8}') ? uuid : 'xxxx'
    default:
      return {}
  }
}

function wrongValues(schema: JsonObject): unknown[] {
  const all: [string, unknown][] = [
    ['string', 'text'],
    ['integer', 7],
    ['number', 1.5],
    ['boolean', true],
    ['array', [uuid]],
    ['object', { $ne: null }],
    ['null', null],
  ]
  const isItsOwn = (type: string) =>
    type === schema.type || (type === 'null' && schema.nullable === true) || (type === 'object' && schema.type === 'object')
  return all.filter(([type]) => !isItsOwn(type)).map(([, value]) => value)
}
