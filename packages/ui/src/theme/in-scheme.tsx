import { MantineProvider } from '@mantine/core'
import { type ReactNode, useLayoutEffect } from 'react'
import { cssVariables, theme } from './theme.ts'

const attribute = 'data-mantine-color-scheme'

/** The whole page in this light, while it is shown; afterwards as it was. */
export function InScheme({ scheme, children }: { scheme: 'light' | 'dark'; children: ReactNode }) {
  useLayoutEffect(() => {
    const page = document.documentElement
    const before = page.getAttribute(attribute)
    return () => {
      if (before === null) page.removeAttribute(attribute)
      else page.setAttribute(attribute, before)
    }
  }, [])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  )
}
