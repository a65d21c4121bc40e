import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

type Manifest = { [key: string]: { file: string; src?: string; imports?: string[] } }

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifestFile = `${dist}.vite/manifest.json`
const isBuilt = existsSync(manifestFile)

/** All scripts that a browser fetches before the form can be filled in: the door, the public program, its form page, one language. */
function scriptsOfPublicForm(manifest: Manifest): string[] {
  const files = new Set<string>()
  const visit = (key: string) => {
    const entry = manifest[key]
    if (!entry || files.has(entry.file)) return
    files.add(entry.file)
    for (const next of entry.imports ?? []) visit(next)
  }
  const endings = ['index.html', 'src/public/start.tsx', 'src/public/form-page.tsx', 'i18n/messages/zh-cn.ts']
  for (const ending of endings) {
    const key = Object.keys(manifest).find((candidate) => candidate.endsWith(ending))
    expect(key, `${ending} is in the bundle`).toBeDefined()
    visit(key ?? '')
  }
  return [...files]
}

describe.runIf(isBuilt)('the built portal', () => {
  const manifest = isBuilt ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {}
  const read = (file: string) => readFileSync(dist + file, 'utf8')

  it('opens a public form with at most 160 KB of compressed script', () => {
    const bytes = scriptsOfPublicForm(manifest).reduce((sum, file) => sum + gzipSync(read(file)).length, 0)
    expect(bytes / 1024).toBeLessThanOrEqual(160)
  })

  it('does not make a public form wait for charts, telephone numbers, pattern engines or the cache of staff pages', () => {
    const scripts = scriptsOfPublicForm(manifest).map(read).join('\n')
    expect(scripts).not.toMatch(/zrender|echarts/)
    expect(scripts).not.toContain('NATIONAL_PREFIX_FOR_PARSING_KEY')
    expect(scripts).not.toContain('RE2JSSyntaxException')
    expect(scripts).not.toContain('No QueryClient set')
  })

  it('holds no database and no schema compiler', () => {
    const scripts = readdirSync(`${dist}assets`).filter((file) => file.endsWith('.js'))
    for (const file of scripts) {
      const code = read(`assets/${file}`)
      expect(code, file).not.toMatch(/KyselyTypeError|PostgresQueryCompiler|ajv\/dist|strictTypes/)
    }
  })

  it('has no script inside its page, as the policy of the server demands', () => {
    expect(read('index.html')).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
  })
})
