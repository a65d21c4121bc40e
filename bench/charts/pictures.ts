/** Pictures of every example of every chart, for people to look at: `node bench/charts/pictures.ts <folder> [chart type] [width] [height]`. */
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import packed from '@sparticuz/chromium'
import { chartTypes } from '@tangram/report-engine'
import react from '@vitejs/plugin-react'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'

const [folder = 'chart-pictures', only = '', width = '480', height = '300'] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const outDir = path.join(tmpdir(), `tangram-charts-${process.pid}`)
const own = { root: path.join(import.meta.dirname, 'page'), configFile: false, logLevel: 'error' } as const
await build({ ...own, plugins: [react()], build: { outDir, emptyOutDir: true, target: 'es2023' } })
const server = await preview({ ...own, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
const browser = await chromium.launch(
  process.platform === 'linux'
    ? {
        executablePath: await packed.executablePath(),
        args: packed.args.filter((arg) => !/^--(headless|single-process|no-zygote)/.test(arg)),
      }
    : { channel: 'chrome' },
)
try {
  for (const locale of ['zh-CN', 'en']) for (const scheme of ['light', 'dark']) await picturesOf(locale, scheme)
} finally {
  await browser.close()
  await server.close()
  await rm(outDir, { recursive: true, force: true })
}

async function picturesOf(locale: string, scheme: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1540, height: 400 }, reducedMotion: 'reduce' })
  // What is wrong on the page ends the wait for it.
  page.on('pageerror', (error) => {
    console.error(error.message)
    process.exitCode = 1
  })
  for (const { type } of chartTypes.filter((chart) => !only || chart.type === only)) {
    await page.goto(`${server.resolvedUrls?.local[0]}?locale=${locale}&scheme=${scheme}&width=${width}&height=${height}&type=${type}`)
    await page.locator('[data-picture]').last().waitFor()
    // Every chart is there, and every drawing has begun.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[data-picture] > div')].every(
        (tile) => tile.textContent?.trim() && [...tile.querySelectorAll('div[role=img]')].every((box) => box.querySelector('svg, canvas')),
      ),
    )
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: path.join(folder, `${type}-${locale}-${scheme}.png`), fullPage: true })
  }
  await page.close()
  console.info(`${locale} ${scheme}`)
}
