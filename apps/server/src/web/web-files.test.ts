import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { webFilesIn } from './web-files.ts'

const root = mkdtempSync(join(tmpdir(), 'tangram-web-'))
const script = 'console.log(1)\n'.repeat(200)
mkdirSync(join(root, 'assets'))
writeFileSync(join(root, 'assets/index-x1.js'), script)
writeFileSync(join(root, 'favicon.svg'), '<svg/>')
writeFileSync(join(root, 'index.html'), '<html>')
writeFileSync(join(root, '.env'), 'SECRET=1')
afterAll(() => rmSync(root, { recursive: true }))

describe('the files of a web app', () => {
  const files = webFilesIn(root)

  it('are those of kinds a browser needs, by name', () => {
    expect([...files.keys()].sort()).toEqual(['assets/index-x1.js', 'favicon.svg'])
  })

  it('are compressed where that helps', async () => {
    const file = await files.get('assets/index-x1.js')?.()
    expect(gunzipSync(file?.zipped ?? '').toString()).toBe(script)
    expect(file).toMatchObject({ isHashed: true, type: 'text/javascript; charset=utf-8' })
    expect(await files.get('favicon.svg')?.()).toMatchObject({ isHashed: false, zipped: undefined })
  })

  it('are none when the app has not been built', () => {
    expect(webFilesIn(join(root, 'nowhere')).size).toBe(0)
  })
})
