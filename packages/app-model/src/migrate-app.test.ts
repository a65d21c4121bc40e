import { describe, expect, it } from 'vitest'
import { migrateApp } from './migrate-app.ts'
import { sampleApp } from './testing/sample-app.ts'

describe('migrateApp', () => {
  it('leaves a document of today as it is', () => {
    const app = sampleApp()
    expect(migrateApp(app)).toBe(app)
  })

  it.each([null, 7, 'app', [], {}, { format: 'one' }])('says that %j is no app', (document) => {
    expect(() => migrateApp(document)).toThrow(expect.objectContaining({ code: 'app.not-an-app', status: 422 }))
  })

  it.each([0, 2, 1.5])('says that format %d is not known', (format) => {
    expect(() => migrateApp({ format })).toThrow(expect.objectContaining({ code: 'app.format-unknown', path: '/format' }))
  })
})
