import type { EventEmitter } from 'node:events'
import pg from 'pg'

/** Where a process is to die: as it sends this statement for the next time, or just when its answer has come. */
export type Strike = { statement: string; when: 'before' | 'after' }

/** What the database says to a worker whose job another one has by now. */
const fencedOff = 'TG003'

type Query = { text?: string; name?: string } | string | undefined
type Callback = (...answer: unknown[]) => void

/** Seen this often, a statement is one of those that come again and again; others belong to signing in, starting, tidying up. */
const often = 5

/**
 * Sees every statement this process sends to PostgreSQL. Tells its parent of each kind that comes again and again and of every save that
 * came too late, and dies by SIGKILL at the statement it is told to die at: `process.send({ arm })`.
 */
export function strikeAtStatements(): void {
  const seen = new Map<string, number>()
  const watched = new WeakSet<object>()
  let armed: Strike | undefined
  process.on('message', (message: { arm?: Strike }) => {
    armed = message.arm ?? armed
  })
  const die = () => process.kill(process.pid, 'SIGKILL')
  const prototype = pg.Client.prototype as unknown as { query(this: unknown, ...args: unknown[]): unknown }
  const send = prototype.query
  prototype.query = function (this: object, ...args) {
    if (!watched.has(this)) {
      watched.add(this)
      const { connection } = this as { connection?: EventEmitter }
      connection?.on('errorMessage', ({ code }: { code?: string }) => code === fencedOff && process.send?.({ fenced: true }))
    }
    const statement = kindOf(args[0] as Query)
    const times = (seen.get(statement) ?? 0) + 1
    seen.set(statement, times)
    if (statement !== '' && times === often) process.send?.({ statement })
    if (armed?.statement !== statement) return send.apply(this, args)
    if (armed.when === 'before') die()
    const last = args.at(-1)
    if (typeof last === 'function') {
      const answered = last as Callback
      return send.apply(this, [
        ...args.slice(0, -1),
        (...answer: unknown[]) => {
          die()
          answered(...answer)
        },
      ])
    }
    const answer = send.apply(this, args)
    if (answer instanceof Promise) void answer.then(die, die)
    return answer
  }
}

/** The name of a prepared statement, else how its text begins: enough to tell the statements of a step apart. */
function kindOf(query: Query): string {
  if (typeof query === 'string') return shortened(query)
  return query?.name ?? shortened(query?.text ?? '')
}

const shortened = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 80)
