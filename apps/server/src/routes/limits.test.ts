import type { JsonObject } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { routes } from './index.ts'

/** Places of a request that would take any number of characters, entries, keys or rows; `''` stands for the body itself. */
function withoutLimit(schema: JsonObject, place = ''): string[] {
  const properties = Object.entries((schema.properties ?? {}) as { [name: string]: JsonObject })
  const nested = properties.flatMap(([name, each]) => withoutLimit(each, `${place}/${name}`))
  const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (schema[word] ?? []) as JsonObject[])
  const inside = alternatives.flatMap((each) => withoutLimit(each, place))
  const items = schema.items === undefined ? [] : withoutLimit(schema.items as JsonObject, `${place}/*`)
  return [...(isLimited(schema, place) ? [] : [place]), ...nested, ...inside, ...items]
}

function isLimited(schema: JsonObject, place: string): boolean {
  if (/\/(limit|offset)$/.test(place)) return schema.minimum !== undefined && schema.maximum !== undefined
  switch (schema.type) {
    case 'string':
      return schema.maxLength !== undefined || schema.enum !== undefined
    case 'array':
      return schema.maxItems !== undefined
    case 'object':
      return schema.additionalProperties === false || schema.maxProperties !== undefined
    default:
      return true
  }
}

/** A whole app as a document; files come by uploads, which have limits of their own. */
const largestBodyBytes = 8 * 1024 * 1024

describe.each(routes.map((route) => ({ name: `${route.method} ${route.url}`, route })))('$name', ({ route }) => {
  it('takes only so many rows, keys, entries, characters and bytes', () => {
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = route[part]
      if (schema) expect(withoutLimit(schema), part).toEqual([])
    }
    expect(route.bodyLimit ?? 1).toBeLessThanOrEqual(largestBodyBytes)
  })

  it('that gives a page says how many rows at most', () => {
    const asked = { ...(route.query?.properties as JsonObject), ...(route.body?.properties as JsonObject) } as {
      [name: string]: JsonObject
    }
    if ('after' in asked || 'offset' in asked) expect(asked.limit?.maximum).toBeLessThanOrEqual(200)
  })
})
