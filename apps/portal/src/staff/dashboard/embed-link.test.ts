import type { DashboardDocument } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { filtersOfLink, frameCode, sitesIn } from './embed-link.ts'

const dashboard = { filters: { order: ['a', 'b', 'c', 'd'], items: {} } } as unknown as DashboardDocument

describe('an embed link that is being made', () => {
  it('fixes filters as they stand on screen, and keeps those apart that are told, open or left alone', () => {
    const uses = { a: 'hidden', b: 'shown', c: 'open' } as const
    expect(filtersOfLink(dashboard, uses, { a: ['x'], c: ['y'] })).toEqual({ fixed: { a: ['x'], b: null }, shown: ['b'], open: ['c'] })
  })

  it('takes sites as people paste them', () => {
    expect(sitesIn('https://www.example.com/page?x=1\n https://*.Example.org，http://localhost:8080/')).toEqual([
      'https://www.example.com',
      'https://*.example.org',
      'http://localhost:8080',
    ])
    expect(sitesIn(' ')).toEqual([])
  })

  it('writes no name into the code that could end its attribute', () => {
    expect(frameCode('https://t/embed/x', '"><script>')).toContain('title="&#34;&#62;&#60;script&#62;"')
  })
})
