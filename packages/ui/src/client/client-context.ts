import { createContext, useContext } from 'react'
import { type Client, createClient } from './create-client.ts'

export const ClientContext = createContext<Client>(createClient())

/** The client of this page, for calls that no hook covers. */
export function useClient(): Client {
  return useContext(ClientContext)
}
