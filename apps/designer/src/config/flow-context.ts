import type { ProcessDocument } from '@tangram/flow-engine'
import { createContext, useContext } from 'react'

/** The process whose settings are drawn: its steps and variables can be named. */
export const FlowContext = createContext<ProcessDocument | null>(null)

export const useFlow = (): ProcessDocument | null => useContext(FlowContext)
