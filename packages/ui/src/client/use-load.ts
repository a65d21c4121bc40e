import { useEffect, useRef, useState } from 'react'
import { mayPass } from './may-pass.ts'

export type Load<T> = {
  /** The answer; while a question not asked before is on its way, the answer to the last one. */
  data: T | undefined
  error: unknown
  isLoading: boolean
  /** Asks anew after an error. */
  retry: () => void
}

type Answers<T> = { known: ReadonlyMap<string, T>; last?: T; settled?: string | undefined; error?: unknown }

/**
 * Asks the server, for what stands on public pages: TanStack Query, which staff pages have, is more than a phone should wait for.
 * A server out of reach is asked three times.
 *
 *     const form = useLoad(token, (signal) => readPublicForm(client, token, signal))
 *
 * @param question tells one call of `ask` from another; null asks nothing
 */
export function useLoad<T>(question: string | null, ask: (signal: AbortSignal) => Promise<T>): Load<T> {
  const [answers, setAnswers] = useState<Answers<T>>({ known: new Map() })
  const [tries, setTries] = useState(0)
  const asking = useRef(ask)
  asking.current = ask

  useEffect(() => {
    if (question === null) return
    const leaving = new AbortController()
    const { signal } = leaving
    const settle = (next: (before: Answers<T>) => Answers<T>) => {
      if (!signal.aborted) setAnswers((before) => ({ ...next(before), settled: question }))
    }
    persistently(() => asking.current(signal), signal).then(
      (data) => settle(({ known }) => ({ known: new Map(known).set(question, data), last: data })),
      (error: unknown) => settle((before) => ({ ...before, error })),
    )
    return () => leaving.abort()
  }, [question, tries])

  const isSettled = answers.settled === question
  return {
    data: answers.known.get(question ?? '') ?? answers.last,
    error: isSettled ? answers.error : undefined,
    isLoading: question !== null && !isSettled,
    retry: () => {
      setAnswers((before) => ({ ...before, settled: undefined, error: undefined }))
      setTries((before) => before + 1)
    },
  }
}

async function persistently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (const waitMs of [1000, 2000]) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error
      await new Promise((done) => setTimeout(done, waitMs))
    }
  }
  return ask()
}
