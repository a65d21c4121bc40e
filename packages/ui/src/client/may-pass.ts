import { ApiProblem } from './api-problem.ts'

/** Whether asking once more may help: a refusal stays a refusal, a server out of reach or overloaded comes back. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500
}
