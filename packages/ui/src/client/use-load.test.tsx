import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { click, render, settle } from '../testing/render.tsx'
import { ApiProblem } from './api-problem.ts'
import { useLoad } from './use-load.ts'

const refusal = new ApiProblem({ status: 404, code: 'link.unknown', title: 'No such link' })
const outage = new ApiProblem({ status: 503, code: 'http.503', title: 'Overloaded' })

type Ask = (signal: AbortSignal) => Promise<string>

function Asking({ question, ask }: { question: string | null; ask: Ask }) {
  const { data, error, isLoading, retry } = useLoad(question, ask)
  const problem = error instanceof ApiProblem ? error.title : undefined
  return (
    <>
      <output>{[data, problem, isLoading && 'loading'].filter(Boolean).join(' | ')}</output>
      <button type="button" onClick={retry}>
        Retry
      </button>
    </>
  )
}

const shown = () => document.querySelector('output')?.textContent
const retry = () => click(document.querySelector('button') as HTMLElement)

describe('a question to the server', () => {
  it('is asked once and answered', async () => {
    const ask = vi.fn<Ask>(async () => 'a form')
    const { draw } = await render(<Asking question="form" ask={ask} />)
    await draw(<Asking question="form" ask={ask} />)
    expect(shown()).toBe('a form')
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('that is none is not asked', async () => {
    const ask = vi.fn<Ask>(async () => 'a form')
    await render(<Asking question={null} ask={ask} />)
    expect(shown()).toBe('')
    expect(ask).not.toHaveBeenCalled()
  })

  it('refused is asked again only when somebody wants to', async () => {
    const ask = vi.fn<Ask>(async () => 'a form').mockRejectedValueOnce(refusal)
    await render(<Asking question="form" ask={ask} />)
    expect(shown()).toBe('No such link')
    expect(ask).toHaveBeenCalledTimes(1)
    await retry()
    expect(shown()).toBe('a form')
  })

  it('keeps the last answer while another is on its way, and knows those it had', async () => {
    const answers = new Map<string, (answer: string) => void>()
    const asking =
      (question: string): Ask =>
      () =>
        new Promise((done) => answers.set(question, done))
    const { draw } = await render(<Asking question="a" ask={asking('a')} />)
    expect(shown()).toBe('loading')
    answers.get('a')?.('apples')
    await draw(<Asking question="b" ask={asking('b')} />)
    expect(shown()).toBe('apples | loading')
    answers.get('b')?.('beans')
    await settle()
    expect(shown()).toBe('beans')
    await draw(<Asking question="a" ask={asking('a')} />)
    expect(shown()).toBe('apples | loading')
  })

  it('nobody waits for any more is broken off, and its answer not taken', async () => {
    const signals: AbortSignal[] = []
    let answerLate = (_: string) => {}
    const slow: Ask = (signal) => {
      signals.push(signal)
      return new Promise((done) => {
        answerLate = done
      })
    }
    const { draw } = await render(<Asking question="a" ask={slow} />)
    await draw(<Asking question="b" ask={async () => 'beans'} />)
    answerLate('apples')
    await settle()
    expect(signals[0]?.aborted).toBe(true)
    expect(shown()).toBe('beans')
  })
})

describe('a server out of reach', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([2, 3])('%i times is asked three times before anybody is told', async (failures) => {
    const ask = vi.fn<Ask>(async () => 'a form')
    for (let times = 0; times < failures; times++) ask.mockRejectedValueOnce(outage)
    await render(<Asking question="form" ask={ask} />)
    expect(shown()).toBe('loading')
    await act(() => vi.advanceTimersByTimeAsync(3000))
    expect(shown()).toBe(failures < 3 ? 'a form' : 'Overloaded')
    expect(ask).toHaveBeenCalledTimes(3)
  })
})
