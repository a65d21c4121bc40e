import type { ProcessDocument } from '@tangram/flow-engine'
import { useDeferredValue, useMemo } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { type Problem, problemsOf } from './problems.ts'

/** What is wrong with the process as it is drawn; looked at when there is time for it, so that drawing never waits. */
export function useProblems(process: ProcessDocument): readonly Problem[] {
  const { document } = useDraft()
  const looked = useDeferredValue(process)
  const within = useDeferredValue(document)
  return useMemo(() => problemsOf(within, looked), [within, looked])
}
