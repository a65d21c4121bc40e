import { expect, it } from 'vitest'
import { ApiProblem } from '../client/api-problem.ts'
import { render } from '../testing/render.tsx'
import { ErrorState } from './error-state.tsx'

const offered = async (status: number) => {
  const problem = new ApiProblem({ status, code: 'x', title: 'Something' })
  const { box } = await render(<ErrorState error={problem} onRetry={() => {}} />)
  return [...box.querySelectorAll('button, a')].map((way) => way.textContent)
}

it('offers to try again what may work the next time, and not what is not there or not allowed', async () => {
  expect(await offered(500)).toEqual(['Try again'])
  expect(await offered(404)).toEqual([])
  expect(await offered(403)).toEqual([])
})

it('lets whoever was signed out sign in beside the page, so that nothing typed is lost', async () => {
  expect(await offered(401)).toEqual(['Sign in in a new tab', 'Try again'])
})
