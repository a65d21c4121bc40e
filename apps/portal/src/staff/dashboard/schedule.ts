export type Every = 'daily' | 'working' | 'weekly' | 'monthly'

/** When something is sent, as people say it. `weekday` 1 is Monday; `day` of a month 1 to 28 or `L`, its last. */
export type When = { every: Every; at: string; weekday: string; day: string }

/** `30 8 * * 1-5`: as the server keeps it. */
export function scheduleOf({ every, at, weekday, day }: When): string {
  const [hour = 8, minute = 0] = at.split(':').map(Number)
  const days = { daily: '* * *', working: '* * 1-5', weekly: `* * ${weekday}`, monthly: `${day} * *` }
  return `${minute} ${hour} ${days[every]}`
}

export function whenOf(schedule: string): When {
  const [minute = '0', hour = '8', day = '*', , weekday = '*'] = schedule.split(' ')
  const every = day !== '*' ? 'monthly' : weekday === '1-5' ? 'working' : weekday === '*' ? 'daily' : 'weekly'
  return {
    every,
    at: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    weekday: every === 'weekly' ? weekday : '1',
    day: every === 'monthly' ? day : '1',
  }
}
