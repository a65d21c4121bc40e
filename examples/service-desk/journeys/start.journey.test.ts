import { networkInterfaces } from 'node:os'
import { isAlive } from '@tangram/storage/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { newDataDirectory, postmasterOf, runTangram } from './program.ts'
import { startTrial, type Trial } from './trial.ts'

describe('npm start', () => {
  let data: Awaited<ReturnType<typeof newDataDirectory>>
  let trial: Trial

  beforeAll(async () => {
    data = await newDataDirectory()
    trial = await startTrial(data.directory)
  })
  afterAll(async () => {
    await trial?.stop()
    await data?.remove()
  })

  it('shows what it does and prints an address that answers', async () => {
    expect(trial.program.output()).toContain('写入两年的投诉记录')
    expect((await fetch(`${trial.address}/ready`)).status).toBe(200)
  })

  it('listens on this machine only', async () => {
    expect(new URL(trial.address).hostname).toBe('127.0.0.1')
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')
    if (outside) await expect(fetch(`http://${outside.address}:${new URL(trial.address).port}/ready`)).rejects.toThrow()
  })

  it('stops cleanly when asked to, database and all, and starts again with what it kept', async () => {
    const postmaster = await postmasterOf(data.directory)
    expect(isAlive(postmaster)).toBe(true)
    await trial.stop()
    expect(await trial.program.ended).toBe(0)
    expect(isAlive(postmaster)).toBe(false)
    await expect(fetch(`${trial.address}/ready`)).rejects.toThrow()

    trial = await startTrial(data.directory)
    console.info(`The second start answered after ${(trial.startedInMs / 1000).toFixed(1)} s`)
    expect((await fetch(`${trial.address}/ready`)).status).toBe(200)
    // The promise is 5 s on an idle machine; this only catches a start that loads everything anew.
    expect(trial.startedInMs).toBeLessThan(20_000)
    expect(trial.program.output()).not.toContain('写入两年的投诉记录')
  })
})

describe('npm run serve', () => {
  const secret = 'q7Zp2vXw9LrT4nKc8JmBs5HdYf3GaEuR'
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it.each([
    ['no secret', {}],
    ['a default one', { TANGRAM_SECRET: 'change-me-change-me-change-me-change-me' }],
    ['a short one', { TANGRAM_SECRET: 'q7Zp2vXw9' }],
  ])('refuses to start with %s and says what to do', async (_, settings) => {
    const data = await newDataDirectory()
    const program = runTangram([], { TANGRAM_DATA: data.directory, PORT: '0', ...settings })
    expect(await program.ended).not.toBe(0)
    expect(program.output()).toContain('TANGRAM_SECRET')
    await data.remove()
  })

  it('makes its first administrator by a link that works exactly once, and has no sample people', async () => {
    const data = await newDataDirectory()
    const program = runTangram([], { TANGRAM_DATA: data.directory, PORT: '0', TANGRAM_SECRET: secret })
    const [, address = ''] = await program.prints(/Tangram is ready.*?(http:\S+)/)
    const [link = ''] = await program.prints(/http:\S+\/setup\?\S+/)
    expect((await fetch(`${address}/api/v1/trial/people`)).status).toBeGreaterThanOrEqual(400)

    const page = await openPage(browser, { address, language: 'en' })
    await setUp()
    await page.waitForURL((url) => url.pathname === '/')
    await page.getByRole('button', { name: 'Account: Ada' }).waitFor()
    expect(page.problems).toEqual([])

    await page.context().clearCookies()
    await setUp()
    await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/setup')
    await page.context().close()
    const postmaster = await postmasterOf(data.directory)
    await program.terminate()
    expect(isAlive(postmaster)).toBe(false)
    await data.remove()

    async function setUp(): Promise<void> {
      await page.goto(link)
      await page.getByLabel('Name', { exact: true }).fill('Ada')
      await page.getByLabel('Login', { exact: true }).fill('ada')
      await page.getByLabel('Password', { exact: true }).fill('a long enough phrase')
      await page.getByLabel('Repeat password', { exact: true }).fill('a long enough phrase')
      await page.getByRole('button', { name: 'Create administrator' }).click()
    }
  })
})
