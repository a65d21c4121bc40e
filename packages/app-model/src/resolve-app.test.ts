import { systemEntities } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { defaultPlatform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { sampleApp } from './testing/sample-app.ts'

describe('resolveApp', () => {
  const app = resolveApp(sampleApp(), defaultPlatform)

  it('resolves the tables of the app in their order', () => {
    expect(app.ownEntities.map(({ id, app: owner }) => [id, owner])).toEqual([
      ['product', 'desk'],
      ['ticket', 'desk'],
    ])
    expect(app.entity('ticket')?.attributes.product?.valueType).toEqual({ kind: 'reference', to: 'product' })
  })

  it('adds those of the organisation, which any app may reference', () => {
    for (const id of systemEntities) expect(app.entity(id)).toMatchObject({ app: 'tangram', system: true })
    expect(app.entity('person')?.order).toEqual(['name', 'login', 'email', 'phone'])
  })

  it('knows no tables beside these, not even by names every object has', () => {
    expect(app.entity('constructor')).toBeUndefined()
    expect(app.entity('__proto__')).toBeUndefined()
  })
})
