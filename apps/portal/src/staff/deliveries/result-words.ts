import type { useArea } from '../../texts/area.ts'
import type { deliveriesTexts } from '../../texts/deliveries.ts'
import type { Delivery } from '../dashboard/delivery-form.tsx'

type Say = ReturnType<typeof useArea<keyof (typeof deliveriesTexts)['texts']>>
type Result = Delivery['results'][number]

const passedOver = { left: 'whyLeft', rights: 'whyRights', 'no-address': 'whyNoAddress', condition: 'whyCondition' } as const

/** Why somebody did not get it; what the mail server or the server said where it failed. */
export function resultWords({ outcome, reason }: Result, t: Say): string {
  const known = reason === null ? undefined : passedOver[reason as keyof typeof passedOver]
  if (known) return t(known)
  return outcome === 'failed' ? t('whyFailed', { reason: reason ?? '' }) : t('whyCondition')
}

/** How many of the last delivery went out and how many failed. */
export function tally(results: readonly Result[]): { sent: number; failed: number } {
  const of = (outcome: Result['outcome']) => results.filter((one) => one.outcome === outcome).length
  return { sent: of('sent'), failed: of('failed') }
}
