import type { JsonValue, LocalizedText } from '@tangram/data-model'

/** One wrong field of a refused record. `path` is a JSON Pointer into its values: `/phone`. */
export type FieldProblem = { path: string; code: string; params?: { [name: string]: JsonValue }; message: LocalizedText | string }

/** The body of a refused request (RFC 9457). */
export type ProblemDetails = {
  status: number
  code: string
  title: string
  detail?: string
  /** What to do next. */
  fix?: string
  path?: string
  errors?: FieldProblem[]
  details?: unknown
}

/** A request that failed. `status` 0: the server could not be reached. Texts are in the reader's language. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly fix: string | undefined
  readonly path: string | undefined
  readonly errors: FieldProblem[]
  readonly details: unknown

  constructor(problem: ProblemDetails, cause?: unknown) {
    super(problem.detail ?? problem.title, cause === undefined ? undefined : { cause })
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.fix = problem.fix
    this.path = problem.path
    this.errors = problem.errors ?? []
    this.details = problem.details
  }

  /** The server could not be reached: what was typed is kept, trying again may help. */
  get isOffline(): boolean {
    return this.status === 0
  }

  /** Somebody else saved first. `details` is `{ current, yours }`. */
  get isStale(): boolean {
    return this.status === 409 && this.code.endsWith('.stale')
  }
}
