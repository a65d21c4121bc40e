import { createContext, useContext } from 'react'
import type { Session } from './types.ts'

/** The session if the page has read it already; public pages never do. */
export const KnownSessionContext = createContext<Session | undefined>(undefined)

export function useKnownSession(): Session | undefined {
  return useContext(KnownSessionContext)
}
