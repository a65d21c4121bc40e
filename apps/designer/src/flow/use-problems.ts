import { useDebouncedValue } from '@mantine/hooks'
import type { ProcessDocument } from '@tangram/flow-engine'
import { useMemo } from 'react'
import { useDraft } from '../draft/draft-context.tsx'
import { type Problem, problemsOf } from './problems.ts'

/** How long nothing is typed or drawn before the process is looked at, in milliseconds: a large one takes longer than a key may. */
const pause = 300

/** What is wrong with the process as it is drawn; looked at once its author pauses, so that neither typing nor drawing waits. */
export function useProblems(process: ProcessDocument): readonly Problem[] {
  const { document } = useDraft()
  const [looked] = useDebouncedValue(process, pause)
  const [within] = useDebouncedValue(document, pause)
  return useMemo(() => problemsOf(within, looked), [within, looked])
}
