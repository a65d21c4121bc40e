import { checkApp, defaultPlatform } from '@tangram/app-model'
import { inOrder, itemOf } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { serviceDesk } from './app.ts'

describe('the document', () => {
  it('passes its check without a warning', () => {
    expect(checkApp(serviceDesk, defaultPlatform).map(({ code, path }) => `${code} ${path}`)).toEqual([])
  })

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(serviceDesk))).toEqual(serviceDesk)
  })

  it('says everything in Chinese and in English', () => {
    const incomplete: string[] = []
    const look = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return
      const keys = Object.keys(value)
      if (keys.includes('en') !== keys.includes('zh-CN')) incomplete.push(path)
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}/${key}`)
    }
    look(serviceDesk, '')
    expect(incomplete).toEqual([])
  })

  it('shows the customer nothing but what the customer fills in', () => {
    const complaint = itemOf(serviceDesk.forms, 'complaint')
    const fields = Object.values(complaint?.elements.items ?? {}).flatMap((element) => (element.kind === 'field' ? [element.field] : []))
    expect(fields.sort()).toEqual(['customer_name', 'description', 'phone', 'pictures', 'problem_type', 'product', 'urgency'])
  })

  it('keeps the internal cost from agents, on tasks too', () => {
    expect(itemOf(serviceDesk.access.roles, 'agent')?.grants.ticket?.fields?.internal_cost).toBe('hidden')
    expect(itemOf(inOrder(serviceDesk.processes)[0]?.nodes, 'handle')?.config.fields).toMatchObject({ internal_cost: 'hidden' })
  })

  it('shows every report on the dashboard, each on a place of its own', () => {
    const dashboard = itemOf(serviceDesk.dashboards, 'service_efficiency')
    const tiles = inOrder(dashboard?.tiles)
    expect(tiles.map(({ report }) => report).sort()).toEqual([...serviceDesk.reports.order].sort())
    const taken = tiles.flatMap(({ x, y, w, h }) => Array.from({ length: w * h }, (_, i) => `${x + (i % w)}:${y + Math.floor(i / w)}`))
    expect(new Set(taken).size).toBe(taken.length)
    expect(tiles.every(({ x, w }) => x + w <= 12)).toBe(true)
  })
})
