import type { JsonValue } from '@tangram/data-model'
import { type DashboardAsked, type DashboardReading, readDashboard } from '../dashboard-reading.ts'
import { fail } from '../errors.ts'
import { networkOf } from '../http/network-of.ts'
import type { Services } from '../services.ts'
import type { OpenEmbed } from './open-embed.ts'

/**
 * The dashboard as a visitor reads it. What is fixed stands whatever they ask; of the other filters they set those that are open.
 *
 * @throws server.not-allowed 403 for a filter that is not theirs to set
 */
export async function readEmbed(services: Services, { embed, principal }: OpenEmbed, asked: DashboardAsked): Promise<DashboardReading> {
  const values: { [filter: string]: JsonValue } = {}
  for (const [filter, value] of Object.entries(asked.values ?? {})) {
    if (!embed.open.includes(filter)) throw fail('server.not-allowed')
    values[filter] = value
  }
  const reading = await readDashboard(services, principal, embed, { values: { ...values, ...embed.fixed }, cross: asked.cross })
  const shown = new Set([...embed.shown, ...embed.open])
  const { report } = embed
  return {
    ...reading,
    reports: report === null ? reading.reports : [report],
    // A value that is fixed and hidden is not told by the answer either.
    values: Object.fromEntries(Object.entries(reading.values).filter(([id]) => shown.has(id))),
    unreached: (of) => {
      const { filters, cross } = reading.unreached(of)
      return { filters: filters.filter((id) => shown.has(id)), cross }
    },
  }
}

const minute = 60_000
const perNetwork = 120

/** Counts one question of a visitor. @throws server.throttled 429 */
export async function countQuestion(services: Services, { embed }: OpenEmbed, ip: string): Promise<void> {
  await services.throttle.admit(
    { key: `embed ${embed.id}`, limit: embed.quota, windowMs: 60 * minute },
    { key: `embed ${embed.id} ${networkOf(ip)}`, limit: perNetwork, windowMs: minute },
  )
}
