import type { JsonObject, JsonValue } from '@tangram/data-model'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import type { Route } from '../http/route.ts'

/** What stands in addresses and values of the server under test, by the name of the parameter or key it is for; `any` fits everywhere. */
export type Known = { readonly [name: string]: readonly string[] }

/** One request, with who sends it: the index of a caller. */
export type FuzzedRequest = { route: Route; caller: number; request: InjectOptions }

const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202eevil',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  "x' or 1=1 --",
  `"; drop table tangram.person; --`,
  '$1',
  '%s%n%x',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '=HYPERLINK("http://x")',
  '\r\nset-cookie: a=b',
  '(a+)+$',
  '9'.repeat(400),
  '1e999',
  '-0',
  'NaN',
  'Infinity',
  '2026-99-99',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '99999999999999999999',
  'null',
  'undefined',
  '[object Object]',
  '😀'.repeat(60),
  '\u0301'.repeat(200),
  'ﷺ'.repeat(50),
  'x'.repeat(12_000),
] as const

const hostileNumbers = [0, -0, -1, 1.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, -(2 ** 31) - 1, 2 ** 63, 5e-324]
const poisonedKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'owner',
  'role',
  'admin',
  'tenant',
  'id',
  'version',
  'toString',
  '',
  '\u0000',
  '$ne',
]
const uuidPattern = /\[0-9a-f\]\{8\}/

/** Any request that the routes might be sent: near to what their schemas ask for, with something wrong in most. */
export function requestArbitrary(routes: readonly Route[], known: Known, callers: number): fc.Arbitrary<FuzzedRequest> {
  const perRoute = routes.map((route) => routeArbitrary(route, known, callers))
  return fc.integer({ min: 0, max: routes.length - 1 }).chain((index) => perRoute[index] as fc.Arbitrary<FuzzedRequest>)
}

/** Requests to one route. */
export function routeArbitrary(route: Route, known: Known, callers: number): fc.Arbitrary<FuzzedRequest> {
  const hostile = hostileValue(known)
  const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ maxLength: 30, unit: 'binary' }))
  const parameters = [...route.url.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  const address = fc
    .tuple(
      ...parameters.map((name) =>
        oftenOf([
          [8, fc.constantFrom(...namesFor(name, known))],
          [2, text],
        ]),
      ),
    )
    .map((values) => parameters.reduce((url, name, index) => url.replace(`:${name}`, encoded(String(values[index]))), route.url))
  const queryNames = Object.entries((route.query?.properties ?? {}) as { [name: string]: JsonObject })
  const query = fc
    .tuple(
      ...queryNames.map(([name, schema]) =>
        oftenOf<string[]>([
          [6, fc.constant([])],
          [3, valueFor(schema, known, name).map((value) => [pair(name, value)])],
          [1, hostile.map((value) => [pair(name, value)])],
          [1, fc.tuple(text, text).map(([a, b]) => [pair(name, a), pair(name, b)])],
        ]),
      ),
      oftenOf<string[]>([
        [9, fc.constant([])],
        [1, fc.tuple(fc.constantFrom(...poisonedKeys, 'nobody_knows', 'a[b]', 'a.b'), text).map(([name, value]) => [pair(name, value)])],
      ]),
    )
    .map((parts) => parts.flat().join('&'))
  const method = oftenOf([
    [40, fc.constant(route.method)],
    [1, fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')],
  ])
  const twist = oftenOf<(path: string) => string>([
    [30, fc.constant((path: string) => path)],
    [
      1,
      fc.constantFrom<(path: string) => string>(
        (path) => `${path}/`,
        (path) => path.toUpperCase(),
        (path) => path.replace('/api/', '/api//'),
        (path) => `${path}%00`,
        (path) => `${path};x=1`,
        (path) => path.replace('/v1/', '/v1/../v1/'),
        (path) => `${path}%2e%2e%2f`,
        (path) => `/${path}`,
        (path) => `${path}%zz`,
      ),
    ],
  ])
  return fc
    .record({
      address,
      query,
      method,
      twist,
      body: bodyArbitrary(route, known),
      headers: headersArbitrary(),
      caller: fc.integer({ min: 0, max: callers - 1 }),
    })
    .map(({ address: path, query: search, method: verb, twist: twisted, body, headers, caller }) => ({
      route,
      caller,
      request: {
        method: verb as NonNullable<InjectOptions['method']>,
        url: twisted(path) + (search === '' ? '' : `?${search}`),
        ...(body.payload === undefined ? {} : { payload: body.payload }),
        headers: { ...headers, ...body.headers },
      },
    }))
}

type Body = { payload?: string | Buffer; headers: { [name: string]: string } }

function bodyArbitrary(route: Route, known: Known): fc.Arbitrary<Body> {
  const json = { 'content-type': 'application/json' }
  if (route.upload) return uploadArbitrary()
  const given = route.body ? valueFor(route.body, known, '') : hostileValue(known)
  const nothing = fc.constant<Body>({ headers: {} })
  const asJson = given.map<Body>((value) => ({ payload: JSON.stringify(value) ?? 'null', headers: json }))
  const broken = fc
    .tuple(given, fc.integer({ min: 0, max: 60 }))
    .map<Body>(([value, cut]) => ({ payload: (JSON.stringify(value) ?? '').slice(0, cut), headers: json }))
  const raw = fc.uint8Array({ maxLength: 200 }).map<Body>((bytes) => ({ payload: Buffer.from(bytes), headers: json }))
  const deep = fc
    .integer({ min: 10, max: 20_000 })
    .map<Body>((depth) => ({ payload: '['.repeat(depth) + ']'.repeat(depth), headers: json }))
  const otherType = fc
    .tuple(
      given,
      fc.constantFrom(
        'text/plain',
        'application/json; charset=utf-16',
        'application/json;',
        'APPLICATION/JSON',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/json, multipart/form-data',
        'application/jsonp',
        '\t application/json',
        'text/html',
      ),
    )
    .map<Body>(([value, type]) => ({ payload: JSON.stringify(value) ?? '', headers: { 'content-type': type } }))
  if (!route.body)
    return oftenOf([
      [8, nothing],
      [1, asJson],
      [1, otherType],
    ])
  return oftenOf([
    [14, asJson],
    [1, nothing],
    [1, broken],
    [1, raw],
    [1, deep],
    [1, otherType],
  ])
}

function uploadArbitrary(): fc.Arbitrary<Body> {
  const boundary = 'tangramfuzz'
  const starts = fc.constantFrom(
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    Buffer.from('PK\u0003\u0004', 'latin1'),
    Buffer.from('%PDF-1.7\n'),
    Buffer.from('<svg onload="alert(1)">'),
    Buffer.from('a,b\r\n1,2\r\n'),
    Buffer.alloc(0),
  )
  const name = fc.constantFrom(
    'a.png',
    'a.xlsx',
    'a.csv',
    '../../x.png',
    'CON',
    'a\u0000.png',
    '\u202egnp.exe',
    'x'.repeat(400),
    '',
    'a"b.png',
  )
  const part = fc.constantFrom('file', 'files', '__proto__', 'values', '')
  return fc
    .tuple(starts, fc.uint8Array({ maxLength: 400 }), name, part, fc.integer({ min: 0, max: 2 }))
    .map(([start, rest, file, field, copies]) => {
      const one = Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${file.replaceAll('"', '%22')}"\r\ncontent-type: image/png\r\n\r\n`,
        ),
        start,
        rest,
        Buffer.from('\r\n'),
      ])
      return {
        payload: Buffer.concat([...Array.from({ length: copies }, () => one), Buffer.from(`--${boundary}--\r\n`)]),
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      }
    })
}

function headersArbitrary(): fc.Arbitrary<{ [name: string]: string }> {
  const odd = fc.constantFrom<{ [name: string]: string }>(
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-for': '127.0.0.1, 10.0.0.1' },
    { 'accept-language': '*;q=9, zz-\u00ff' },
    { 'accept-language': 'x'.repeat(4_000) },
    { cookie: 'tangram=__proto__; tangram=a' },
    { 'x-csrf-token': '__proto__' },
    { 'idempotency-key': 'x'.repeat(5_000) },
    { 'idempotency-key': '\u0001' },
    { 'transfer-encoding': 'chunked' },
    { 'content-length': '7' },
    { range: 'bytes=9-1,0-' },
    { 'if-none-match': '*' },
    { accept: 'text/html' },
  )
  const match = fc.constantFrom('"1"', '"2"', '*', 'W/"1"', '"99999999999999999999"', '""', '1', '"\u0000"')
  return fc
    .tuple(
      oftenOf([
        [12, fc.constant({})],
        [1, odd],
      ]),
      oftenOf([
        [2, fc.constant({})],
        [3, match.map((value) => ({ 'if-match': value }))],
      ]),
    )
    .map(([a, b]) => ({ ...b, ...a }))
}

/** A value near to a schema: as it asks in most places, anything in some. */
function valueFor(schema: JsonObject, known: Known, name: string): fc.Arbitrary<JsonValue> {
  return oftenOf<JsonValue>([
    [12, fitting(schema, known, name)],
    [1, hostileValue(known)],
  ])
}

function fitting(schema: JsonObject, known: Known, name: string): fc.Arbitrary<JsonValue> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as JsonValue[]))
  const orNull = <T extends JsonValue>(values: fc.Arbitrary<T>): fc.Arbitrary<JsonValue> =>
    schema.nullable === true
      ? oftenOf<JsonValue>([
          [5, values],
          [1, fc.constant(null)],
        ])
      : values
  const { minimum = 0, maximum = 1_000 } = schema as { minimum?: number; maximum?: number }
  if (schema.type === 'integer')
    return orNull(fc.integer({ min: Math.trunc(minimum), max: Math.trunc(Math.max(minimum, Math.min(maximum, 2 ** 31))) }))
  if (schema.type === 'number') return orNull(fc.double({ noNaN: true, noDefaultInfinity: true }))
  if (schema.type === 'boolean') return orNull(fc.boolean())
  if (schema.type === 'string') return orNull(fc.constantFrom(...textsFor(schema, known, name)))
  if (schema.type === 'array') {
    return orNull(fc.array(valueFor((schema.items ?? {}) as JsonObject, known, name), { maxLength: 4 }) as fc.Arbitrary<JsonValue>)
  }
  if (schema.type === 'object' && schema.properties) return orNull(objectOf(schema, known))
  return orNull(anyJson(known))
}

/** Every required key with a value, of the others some; now and then one is missing, or one more is there. */
function objectOf(schema: JsonObject, known: Known): fc.Arbitrary<JsonObject> {
  const required = new Set((schema.required ?? []) as string[])
  const entries = Object.entries(schema.properties as { [name: string]: JsonObject })
  const parts = entries.map(([name, inner]) => {
    const there = valueFor(inner, known, name).map((value): [string, JsonValue][] => [[name, value]])
    return oftenOf([
      [required.has(name) ? 30 : 2, there],
      [required.has(name) ? 1 : 3, fc.constant<[string, JsonValue][]>([])],
    ])
  })
  const more = oftenOf<[string, JsonValue][]>([
    [15, fc.constant([])],
    [1, fc.tuple(fc.constantFrom(...poisonedKeys), anyJson(known)).map((pair): [string, JsonValue][] => [pair])],
  ])
  return fc.tuple(...parts, more).map((found) => Object.fromEntries(found.flat()))
}

const operators = [
  '==',
  '!=',
  '<',
  '>',
  'and',
  'or',
  '!',
  'in',
  'var',
  'if',
  'cat',
  '+',
  '-',
  '*',
  '/',
  '%',
  'map',
  'filter',
  'reduce',
  'method',
  'log',
  'substr',
  'missing',
  'evil',
]

/** Whatever JSON can hold: expressions, records, keys of the app and of nobody. */
function anyJson(known: Known): fc.Arbitrary<JsonValue> {
  const key = fc.constantFrom(...poisonedKeys, ...operators, ...(known.any ?? []), ...(known.field ?? []))
  const leaf = fc.oneof(
    fc.constantFrom(...hostileTexts, ...(known.any ?? []), ...(known.field ?? []), ...(known.id ?? [])),
    fc.constantFrom(...hostileNumbers),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf as fc.Arbitrary<JsonValue>,
      fc.array(tie('value'), { maxLength: 4 }) as fc.Arbitrary<JsonValue>,
      fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs) as JsonObject),
    ),
  }))
  return value
}

const hostileValue = (known: Known): fc.Arbitrary<JsonValue> =>
  fc.oneof(fc.constantFrom<JsonValue>(...hostileTexts, ...hostileNumbers, true, null, [], {}, [[]], [null], { $ne: null }), anyJson(known))

function textsFor(schema: JsonObject, known: Known, name: string): readonly string[] {
  if (uuidPattern.test(String(schema.pattern ?? ''))) return known.id ?? []
  return namesFor(name, known)
}

const namesFor = (name: string, known: Known): readonly string[] =>
  Object.hasOwn(known, name) ? (known[name] as readonly string[]) : (known.any ?? [])

/** One of several, each as often as its weight says. */
function oftenOf<T>(choices: [weight: number, values: fc.Arbitrary<T>][]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })))
}

function pair(name: string, value: JsonValue): string {
  return `${encoded(name)}=${encoded(typeof value === 'string' ? value : JSON.stringify(value))}`
}

/** Half a character cannot be encoded; it is sent as what a careless client makes of it. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80')
}
