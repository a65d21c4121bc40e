import type { OpenHours } from '@tangram/flow-engine'

/** Hours as people write them: `09:00–12:00, 13:00–18:00`. */
export const hoursText = (hours: readonly OpenHours[]): string => hours.map(({ from, to }) => `${from}–${to}`).join(', ')

/**
 * Reads what somebody wrote: `9-12, 13:30~18`, `9点到18点`. Nothing written is a day without work.
 *
 * @returns undefined when it is no hours, or an end that is not later than its beginning
 */
export function hoursIn(text: string): OpenHours[] | undefined {
  const parts = text.split(/[,，;；、\s]*[,，;；、][,，;；、\s]*|\n/).filter((part) => part.trim() !== '')
  const found: OpenHours[] = []
  for (const part of parts) {
    const [, from = '', to = ''] = /^\s*([\d:：点]+)\s*(?:-|–|—|~|～|到|至|to)\s*([\d:：点]+)\s*$/i.exec(part) ?? []
    const [opens, closes] = [clockIn(from), clockIn(to)]
    if (opens === undefined || closes === undefined || opens >= closes) return undefined
    found.push({ from: opens, to: closes })
  }
  return found
}

function clockIn(text: string): string | undefined {
  const [, hours, minutes = ''] = /^(\d{1,2})(?:[:：点](\d{2})?)?$/.exec(text) ?? []
  if (hours === undefined || Number(hours) > 24 || Number(minutes) > 59 || (Number(hours) === 24 && Number(minutes) > 0)) return undefined
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`
}
