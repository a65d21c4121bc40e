import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type JourneyPage, languages, launchBrowser, signIn, wordsOf } from './browser.ts'

type Listed = { records: { values: { [field: string]: unknown } }[] }

describe.each(languages)('what an agent sees in %s', (language) => {
  const { address } = inject('trial')
  const say = wordsOf(language)
  let browser: Browser
  let agent: JourneyPage
  let manager: JourneyPage

  beforeAll(async () => {
    browser = await launchBrowser()
    agent = await signIn(browser, '陈默', { address, language }, '/a/service_desk/tickets')
    manager = await signIn(browser, '林悦', { address, language }, '/a/service_desk/tickets')
  })
  afterAll(() => browser.close())

  it('in the list: fewer complaints than the manager, and never the internal cost', async () => {
    expect(await countOn(agent)).toBeLessThan(await countOn(manager))
    expect(await columnsOffered(manager)).toContain(say('内部成本', 'Internal cost'))
    expect(await columnsOffered(agent)).not.toContain(say('内部成本', 'Internal cost'))
  })

  it('in a record: neither', async () => {
    await manager.getByRole('row').nth(1).click()
    await manager.getByRole('dialog').getByText(say('内部成本', 'Internal cost')).waitFor()
    await agent.getByRole('row').nth(1).click()
    await agent.getByRole('dialog').getByText(say('联系电话', 'Phone')).waitFor()
    expect(await agent.getByRole('dialog').getByText(say('内部成本', 'Internal cost')).count()).toBe(0)
  })

  it("by search: nothing of another team's complaint", async () => {
    const number = await foreignNumber()
    for (const [page, found] of [
      [manager, true],
      [agent, false],
    ] as const) {
      await page.goto('/a/service_desk/tickets')
      await page.getByRole('searchbox').fill(number)
      const row = page.getByRole('row', { name: number })
      await (found ? row : page.getByText(say('没有符合条件的记录', 'No record matches'))).first().waitFor()
      expect(await row.count()).toBe(found ? 1 : 0)
    }
  })

  it('by export: no button, and the address itself refuses; the manager gets all, cost included', async () => {
    await agent.goto('/a/service_desk/tickets')
    await agent.getByRole('row').nth(1).waitFor()
    expect(await agent.getByRole('button', { name: say('导出', 'Export') }).count()).toBe(0)
    const path = '/api/v1/apps/service_desk/entities/ticket/records/export?format=csv&select=number,internal_cost'
    const refused = await agent.request.get(path)
    expect([refused.status(), await refused.text()]).toEqual([403, expect.not.stringContaining('TS-')])
    const exported = await manager.request.get(path)
    expect(exported.status()).toBe(200)
    expect((await exported.text()).trim().split('\n')[0]).toContain(say('内部成本', 'Internal cost'))
  })

  it('by the API: filtering, sorting or asking for the cost finds nothing out', async () => {
    const list = '/api/v1/apps/service_desk/entities/ticket/records'
    const plain = (await (await agent.request.get(`${list}?limit=50`)).json()) as Listed
    expect(plain.records.length).toBe(50)
    for (const { values } of plain.records) expect(Object.keys(values)).not.toContain('internal_cost')
    const where = encodeURIComponent(JSON.stringify({ '>': [{ var: 'internal_cost' }, 0] }))
    for (const query of [`where=${where}`, 'sort=internal_cost', 'select=internal_cost']) {
      const answer = await agent.request.get(`${list}?${query}`)
      const text = await answer.text()
      expect(answer.ok() ? (JSON.parse(text) as Listed).records.flatMap(({ values }) => values.internal_cost ?? []) : [], query).toEqual([])
    }
  })

  it('no page complained on the way', () => {
    expect([...agent.problems, ...manager.problems]).toEqual([])
  })

  async function countOn(page: JourneyPage): Promise<number> {
    const count = page.getByText(say('共', 'records')).filter({ hasText: /\d/ }).first()
    await count.waitFor()
    return Number(((await count.textContent()) ?? '').replace(/\D/g, ''))
  }

  async function columnsOffered(page: JourneyPage): Promise<string[]> {
    await page.getByRole('button', { name: say('列', 'Columns'), exact: true }).click()
    await page.getByRole('checkbox').or(page.getByRole('menuitemcheckbox')).first().waitFor()
    const text = await page.locator('[data-portal]').allTextContents()
    await page.keyboard.press('Escape')
    return [text.join(' ')].flatMap((all) => (all.includes(say('内部成本', 'Internal cost')) ? [say('内部成本', 'Internal cost')] : []))
  }

  /** A complaint of a team the agent is not in. */
  async function foreignNumber(): Promise<string> {
    const where = encodeURIComponent(JSON.stringify({ '==': [{ var: 'problem_type' }, 'billing'] }))
    const answer = await manager.request.get(`/api/v1/apps/service_desk/entities/ticket/records?where=${where}&sort=-created_at&limit=1`)
    const [record] = ((await answer.json()) as Listed).records
    return String(record?.values.number)
  }
})
