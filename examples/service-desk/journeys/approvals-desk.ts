import type { Browser, Locator } from 'playwright-core'
import { type JourneyPage, type Language, signIn, wordsOf } from './browser.ts'

/** The inboxes of several people, and what one does in them. */
export type ApprovalsDesk = {
  /** The inbox of one of the sample people, opened once. */
  inboxOf(name: string, path?: string): Promise<JourneyPage>
  /** Opens the to-do about a record; the answer is its panel. */
  open(name: string, title: string, box?: 'open' | 'done'): Promise<Locator>
  /** Chooses an operation of the panel, from its buttons or its menu; the answer is the dialog that asks about it. */
  operate(name: string, panel: Locator, operation: string): Promise<Locator>
  /** Chooses a colleague in a dialog. */
  choose(name: string, dialog: Locator, label: string, person: string): Promise<void>
  /** Completes the to-do about a record. */
  complete(name: string, title: string, outcome: string, opinion?: string): Promise<void>
  /** Waits until somebody has, or has no more, a to-do about a record. */
  has(name: string, title: string): Promise<void>
  hasNot(name: string, title: string): Promise<void>
  pages(): JourneyPage[]
  close(): Promise<void>
}

export function approvalsDesk(browser: Browser, address: string, language: Language): ApprovalsDesk {
  const say = wordsOf(language)
  const opened = new Map<string, JourneyPage>()
  const inboxOf = async (name: string, path = '/tasks') => {
    const page = opened.get(name) ?? (await signIn(browser, name, { address, language }, path))
    opened.set(name, page)
    return page
  }
  const toDo = (page: JourneyPage, title: string) => page.locator('[data-tasks] a').filter({ hasText: title })
  const inBox = async (name: string, title: string, box: 'open' | 'done' = 'open') => {
    const page = await inboxOf(name)
    await page.goto(`/tasks?q=${encodeURIComponent(title)}${box === 'done' ? '&box=done' : ''}`)
    return page
  }
  const desk: ApprovalsDesk = {
    inboxOf,
    async open(name, title, box) {
      const page = await inBox(name, title, box)
      await toDo(page, title).first().click()
      const panel = page.locator('[role="dialog"]').filter({ hasText: title })
      await panel.getByRole('tab').first().waitFor()
      return panel
    },
    async operate(name, panel, operation) {
      const page = await inboxOf(name)
      const bar = panel.getByRole('group', { name: say('更多操作', 'More actions') })
      const button = bar.getByRole('button', { name: operation, exact: true })
      await bar.getByRole('button').first().waitFor()
      if ((await button.count()) > 0) await button.click()
      else {
        await bar.getByRole('button', { name: say('更多操作', 'More actions') }).click()
        await page.getByRole('menuitem', { name: operation, exact: true }).click()
      }
      const dialog = page.locator('[role="dialog"]').filter({ has: page.locator('form button[type="submit"]') })
      await dialog.waitFor()
      return dialog
    },
    async choose(name, dialog, label, person) {
      const page = await inboxOf(name)
      await dialog.getByRole('combobox', { name: label }).or(dialog.getByLabel(label)).first().fill(person)
      await page.getByRole('option', { name: person, exact: true }).click()
    },
    async complete(name, title, outcome, opinion) {
      const panel = await desk.open(name, title)
      if (opinion) await panel.getByLabel(say('处理意见', 'Your opinion')).fill(opinion)
      await panel.getByRole('button', { name: outcome, exact: true }).click()
      await panel.waitFor({ state: 'detached' })
    },
    async has(name, title) {
      const page = await inBox(name, title)
      await toDo(page, title).first().waitFor()
    },
    async hasNot(name, title) {
      const page = await inBox(name, title)
      await page.getByText(say('没有符合条件的待办', 'Nothing fits these filters')).waitFor()
    },
    pages: () => [...opened.values()],
    async close() {
      for (const page of opened.values()) await page.context().close()
    },
  }
  return desk
}
