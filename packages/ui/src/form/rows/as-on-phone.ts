import { createContext } from 'react'

/** Whether rows are drawn as on a phone whatever the screen: for whoever tries a form out. */
export const AsOnPhone = createContext(false)
