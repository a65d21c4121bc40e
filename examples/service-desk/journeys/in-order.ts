import { afterEach, beforeEach } from 'vitest'

/** The steps of a story build on each other: after one that failed, the rest is skipped rather than waited for. */
export function stopAtFirstFailure(): void {
  let hasFailed = false
  beforeEach(({ skip }) => skip(hasFailed, 'an earlier step failed'))
  afterEach(({ task }) => {
    hasFailed ||= task.result?.state === 'fail'
  })
}
