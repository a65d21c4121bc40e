import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import packed from '@sparticuz/chromium'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, preview } from 'vite'
import type { BenchPage } from './page/main.tsx'

/** A page of a contestant, loaded and warm: `ask((page) => page.firstRender(1000))`. */
export type Opened = {
  page: Page
  ask<Answer>(question: (bench: BenchPage) => Answer | Promise<Answer>): Promise<Answer>
  close(): Promise<void>
}

export type Browsing = { open(contestant: string): Promise<Opened>; close(): Promise<void> }

/** Builds the pages as they would go to production, serves them and starts Chromium. */
export async function browse(): Promise<Browsing> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'tangram-bench-form-'))
  const root = path.join(import.meta.dirname, 'page')
  const own = { root, configFile: false, logLevel: 'error' } as const
  await build({ ...own, plugins: [react()], build: { outDir, emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false } } })
  const server = await preview({ ...own, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const address = server.resolvedUrls?.local[0] ?? ''
  const browser = await launch()
  return {
    open: (contestant) => open(browser, `${address}?contestant=${contestant}`),
    async close() {
      await browser.close()
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

/** Frames come as soon as they are wanted: waiting for the next sixtieth of a second would hide what a key costs. */
async function launch(): Promise<Browser> {
  const memory = ['--enable-precise-memory-info', '--js-flags=--expose-gc']
  const args = [...memory, '--disable-gpu-vsync', '--disable-frame-rate-limit', '--disable-background-networking', '--no-first-run']
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome', args })
  const unfit = ['--single-process', '--no-zygote']
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...packed.args.filter((arg) => !arg.startsWith('--headless') && !unfit.includes(arg)), ...args],
    headless: true,
  })
}

async function open(browser: Browser, address: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const problems: string[] = []
  // What waits for a page that failed would wait for ever.
  page.on('pageerror', (error) => {
    problems.push(error.message)
    void context.close()
  })
  await page.goto(address)
  await page.locator('body[data-ready]').waitFor({ state: 'attached' })
  const opened: Opened = {
    page,
    async ask(question) {
      try {
        return (await page.evaluate(`(${String(question)})(window.bench)`)) as never
      } catch (error) {
        throw problems.length > 0 ? new Error(`${address}: ${problems.join('; ')}`) : error
      }
    },
    close: () => context.close(),
  }
  await opened.ask((bench) => bench.warmUp())
  return opened
}
