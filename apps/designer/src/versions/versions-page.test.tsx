import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it('says of a version that goes back to another one which that was', async () => {
  const version = { version: 3, publishedAt: '2026-11-22T10:00:00Z', by: null, note: '↩ 1', diff: [], current: true }
  const { text, find } = showDesigner(sampleApp(), 'versions', { published: true, versions: [version] })
  await text('Back to what version 1 was')
  expect((await find('li')).textContent).not.toContain('↩')
})
