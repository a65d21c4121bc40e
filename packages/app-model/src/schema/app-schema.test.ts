import type { JsonObject, JsonValue } from '@tangram/data-model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withValueAt } from '../commands/json-pointer.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { appSchema } from './app-schema.ts'
import { schemaProblems } from './schema-problems.ts'

const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(appSchema)
const sample = (): JsonValue => sampleApp() as unknown as JsonValue

describe('the published JSON Schema', () => {
  it('is a JSON Schema that a sound app fits', () => {
    expect(validate(sampleApp())).toBe(true)
    expect(JSON.parse(JSON.stringify(appSchema))).toEqual(appSchema)
  })

  it('says the same as the check that browsers run, whatever is put anywhere', { timeout: 120_000 }, () => {
    const places = ['', ...pathsOf(sample())]
    const change = fc.tuple(
      fc.constantFrom(...places),
      fc.option(fc.oneof(fc.jsonValue(), fc.constantFrom(1, 'phone', true, [], {})), { nil: undefined }),
    )
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let document = sample()
        for (const [path, value] of changes) {
          try {
            document = withValueAt(document, path, value as JsonValue | undefined)
          } catch {
            // An earlier change has taken the place away.
          }
        }
        const found = schemaProblems(appSchema, document)
        expect(found.length === 0, JSON.stringify([found, validate.errors])).toBe(validate(document))
      }),
      { numRuns: process.env.LONG ? 20_000 : 400 },
    )
  })
})

function pathsOf(value: JsonValue, at = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value as JsonObject).flatMap(([key, item]) => [`${at}/${key}`, ...pathsOf(item, `${at}/${key}`)])
}
