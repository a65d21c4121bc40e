import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { publicFormOf, signInQuietly } from './main-pages.ts'

/** A customer files a complaint about a parcel; answers its number and the name of the colleague it was dispatched to. */
export async function fileComplaint(page: Page): Promise<{ number: string; assignee: string }> {
  const token = new URL(await publicFormOf(page)).pathname.split('/').at(-1)
  const form = `/api/v1/public/forms/${token}`
  const [product] = (await (await page.request.get(`${form}/options/product?search=BCD-218T`)).json()) as { id: string }[]
  const values = {
    customer_name: '赵明',
    phone: '13912345678',
    product: product?.id,
    problem_type: 'delivery',
    urgency: 'normal',
    description: '少一箱',
  }
  const answer = await page.request.post(`${form}/submissions`, { data: { values, requestId: crypto.randomUUID() } })
  if (!answer.ok()) throw new Error(await answer.text())
  const { number } = (await answer.json()) as { number: string }

  const people = await signInQuietly(page)
  const records = `/api/v1/apps/service_desk/entities/ticket/records?select=assignee&search=${number}`
  // Dispatched by a job, a moment later.
  const assignee = await vi.waitFor(
    async () => {
      const { records: found } = (await (await page.request.get(records)).json()) as { records: { values: { assignee: string | null } }[] }
      const id = found[0]?.values.assignee
      if (!id) throw new Error(`${number} was dispatched to nobody`)
      return id
    },
    { timeout: 20_000, interval: 300 },
  )
  return { number, assignee: people.find(({ id }) => id === assignee)?.name ?? '' }
}
