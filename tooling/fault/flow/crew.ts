import { randomUUID } from 'node:crypto'
import { type Person, signIn } from '../person.ts'

const records = '/apps/drill/entities/job/records'
const pauses = { betweenJobsMs: 100, whenRefusedMs: 100, betweenLooksMs: 50 }

/** People at work through whichever server answers: what is not acknowledged is asked for again under the same key, as any client does. */
export type Crew = {
  acknowledged: { jobs: readonly string[]; tasks: readonly string[] }
  /** @throws when a server said no to somebody for a reason that trying again does not change */
  check(): void
  /** No new jobs from now on; whatever tasks come are still done. */
  finishFiling(): Promise<void>
  /** Everybody goes home at once. */
  stop(): Promise<void>
}

export function startCrew(addresses: () => readonly string[], worker: string): Crew {
  const jobs: string[] = []
  const tasks: string[] = []
  let isFiling = true
  let isOver = false
  let trouble: unknown
  const people = new Map<string, Promise<Person>>()

  /** Somebody signed in at one of the servers that are up. */
  async function atAServer(): Promise<Person | undefined> {
    const open = addresses()
    const address = open[Math.floor(Math.random() * open.length)]
    if (address === undefined) return undefined
    const known = people.get(address) ?? signIn(address, worker)
    people.set(address, known)
    return known.catch(() => {
      people.delete(address)
      return undefined
    })
  }

  async function attempt<T>(ask: (person: Person) => Promise<{ status: number; body: T }>): Promise<T | undefined> {
    try {
      const person = await atAServer()
      const answer = person && (await ask(person))
      if (answer && answer.status < 300) return answer.body
      if (answer && answer.status < 500 && ![401, 403, 409, 429].includes(answer.status)) throw new Refused(JSON.stringify(answer.body))
      return undefined
    } catch (error) {
      if (error instanceof Refused) throw error
      return undefined
    }
  }

  async function file() {
    while (isFiling) {
      const marker = randomUUID()
      const ask = (person: Person) => person.send('POST', records, { values: { marker, runs: 0 } }, { 'idempotency-key': marker })
      while ((await attempt(ask)) === undefined) {
        if (isOver) return
        await pause(pauses.whenRefusedMs)
      }
      jobs.push(marker)
      await pause(pauses.betweenJobsMs)
    }
  }

  async function work() {
    while (!isOver) {
      const list = await attempt((person) => person.send<{ tasks: { id: string }[] }>('GET', '/tasks?status=open&limit=50'))
      for (const { id } of list?.tasks ?? []) {
        if (isOver) return
        const done = await attempt((person) => person.send('POST', `/tasks/${id}/complete`, { requestId: 'drill', outcome: 'done' }))
        if (done !== undefined) tasks.push(id)
      }
      await pause(pauses.betweenLooksMs)
    }
  }

  const atWork = (doing: Promise<void>) =>
    doing.catch((error: unknown) => {
      trouble ??= error
      isFiling = false
      isOver = true
    })
  const filing = [file(), file()].map(atWork)
  const working = [work(), work(), work()].map(atWork)
  const check = () => {
    if (trouble) throw trouble
  }
  return {
    acknowledged: { jobs, tasks },
    check,
    async finishFiling() {
      isFiling = false
      await Promise.all(filing)
      check()
    },
    async stop() {
      isFiling = false
      isOver = true
      await Promise.all([...filing, ...working])
    },
  }
}

/** The server said no for a reason that trying again does not change: the drill itself is at fault. */
class Refused extends Error {}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
