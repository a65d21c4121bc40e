import { isContainer } from '@tangram/form-engine'
import { lazy } from 'react'
import type { RareElementProps } from '../elements.tsx'
import { ActionButton } from './action-button.tsx'
import { FoldedSection } from './folded-section.tsx'
import { Steps } from './steps.tsx'
import { Tabs } from './tabs.tsx'

const FormQr = lazy(async () => ({ default: (await import('./form-qr.tsx')).FormQr }))

/** Layout that comes to a form only when it has some. */
export function RareElement({ element, ...rest }: RareElementProps) {
  if (!isContainer(element)) {
    return element.kind === 'qr' ? <FormQr element={element} {...rest} /> : <ActionButton element={element} {...rest} />
  }
  if (element.kind === 'tabs') return <Tabs element={element} {...rest} />
  if (element.kind === 'steps') return <Steps element={element} {...rest} />
  return <FoldedSection element={element} {...rest} />
}
