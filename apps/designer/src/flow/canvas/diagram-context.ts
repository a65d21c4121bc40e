import type { Id } from '@tangram/data-model'
import { createContext } from 'react'

/** What steps of the canvas may do to the process. */
export type DiagramActions = {
  isReadOnly: boolean
  onResize: (step: Id, box: { x: number; y: number; width: number; height: number }) => void
}

export const DiagramContext = createContext<DiagramActions>({ isReadOnly: true, onResize: () => {} })
