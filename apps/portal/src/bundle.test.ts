import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'

type Manifest = { [key: string]: { file: string; css?: string[]; src?: string; imports?: string[]; dynamicImports?: string[] } }
type Parts = { fieldTypes: { [type: string]: string }; operators: { [op: string]: string } }

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifestFile = `${dist}.vite/manifest.json`
const isBuilt = existsSync(manifestFile)

/** All scripts that a browser fetches before any form can be filled in: the door, the public program, its form page, one language. */
function scriptsOfPublicForm(manifest: Manifest): Set<string> {
  const files = new Set<string>()
  const endings = ['index.html', 'src/public/start.tsx', 'src/public/form-page.tsx', 'i18n/messages/zh-cn.ts']
  for (const ending of endings) {
    const key = Object.keys(manifest).find((candidate) => candidate.endsWith(ending))
    expect(key, `${ending} is in the bundle`).toBeDefined()
    addWithImports(key ?? '', manifest, files)
  }
  return files
}

function addWithImports(key: string, manifest: Manifest, files: Set<string>): void {
  const entry = manifest[key]
  if (!entry || files.has(entry.file)) return
  files.add(entry.file)
  for (const next of entry.imports ?? []) addWithImports(next, manifest, files)
}

/** What the complaint form of the example asks for, which is what most forms do. */
const everyday = ['text', 'phone', 'relation', 'select', 'textarea', 'image']

describe.runIf(isBuilt)('the built portal', () => {
  const manifest = isBuilt ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {}
  const parts = isBuilt ? (JSON.parse(readFileSync(`${dist}.vite/parts.json`, 'utf8')) as Parts) : { fieldTypes: {}, operators: {} }
  const read = (file: string) => readFileSync(dist + file, 'utf8')
  const kibOf = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0) / 1024
  const keyOf = (file: string) => Object.keys(manifest).find((key) => manifest[key]?.file === file) ?? ''
  /** Those of every form and those of these parts of it. */
  const scriptsWith = (partFiles: Iterable<string>) => {
    const files = scriptsOfPublicForm(manifest)
    for (const file of partFiles) addWithImports(keyOf(file), manifest, files)
    return files
  }

  it('opens a public form with at most 160 KB of compressed script', () => {
    expect(kibOf(scriptsWith(everyday.map((type) => parts.fieldTypes[type] ?? '')))).toBeLessThanOrEqual(160)
  })

  it('has every field type and every operator in a file that a form can ask for', () => {
    expect(Object.keys(parts.fieldTypes).sort()).toEqual(fieldTypes.map(({ type }) => type).sort())
    for (const file of [...Object.values(parts.fieldTypes), ...Object.values(parts.operators)])
      expect(existsSync(dist + file), file).toBe(true)
    const all = kibOf(scriptsWith([...Object.values(parts.fieldTypes), ...Object.values(parts.operators)]))
    console.info(`A form with every field type and every operator loads ${all.toFixed(1)} KiB of compressed script before its widgets.`)
  })

  it('makes nobody wait for field types and operators that the form does not use', () => {
    const scripts = [...scriptsOfPublicForm(manifest)].map(read).join('\n')
    expect(scripts).toContain('phone.not-a-number')
    expect(scripts).not.toContain('rating.too-high')
    expect(scripts).not.toContain('STARTSWITH')
  })

  it('does not make a public form wait for charts, telephone numbers, pattern engines or the cache of staff pages', () => {
    const scripts = [...scriptsOfPublicForm(manifest)].map(read).join('\n')
    expect(scripts).not.toMatch(/zrender|echarts/)
    expect(scripts).not.toContain('NATIONAL_PREFIX_FOR_PARSING_KEY')
    expect(scripts).not.toContain('RE2JSSyntaxException')
    expect(scripts).not.toContain('No QueryClient set')
  })

  it('shows a dashboard on another site without the pages of people who sign in, in 400 KB before its charts', () => {
    const files = new Set<string>()
    for (const ending of ['index.html', 'src/embed/start.tsx'])
      addWithImports(Object.keys(manifest).find((key) => key.endsWith(ending)) ?? '', manifest, files)
    const scripts = [...files].map(read).join('\n')
    expect(scripts).toContain('portal.embed')
    expect(scripts).not.toMatch(/zrender|portal\.(records|tasks|login|embed-dialog)\b/)
    expect(kibOf(files)).toBeLessThanOrEqual(400)
    // Its door asks for its styles, too.
    const styles = Object.values(manifest).find(({ src }) => src === 'src/embed/start.tsx')?.css ?? []
    expect(styles).not.toEqual([])
    for (const file of styles) expect(read(manifest['index.html']?.file ?? '')).toContain(file)
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
