import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { portalPages } from './web-routes.ts'

const staff = path.resolve(import.meta.dirname, '../../../portal/src/staff')
const drawn = ['staff-app.tsx', 'staff-routes.tsx'].flatMap((file) =>
  [...readFileSync(path.join(staff, file), 'utf8').matchAll(/<Route path="([^"]+)"/g)].map(([, page = '']) => page),
)
/** An address of the page; `/tasks/:task?` is one with and one without. */
const addresses = (page: string): string[] =>
  page.includes('?') ? [page.replace(/\/:\w+\?/, ''), page.replace('?', '')].flatMap(addresses) : [page.replaceAll(/:\w+/g, 'x')]
const answered = portalPages.map((page) => new RegExp(`^${page.replaceAll(/:\w+/g, '[^/]+').replace('*', '.+')}$`))

it('every page that the portal draws can be opened by its address', () => {
  expect(drawn.length).toBeGreaterThan(15)
  expect(drawn.flatMap(addresses).filter((address) => !answered.some((page) => page.test(address)))).toEqual([])
})
