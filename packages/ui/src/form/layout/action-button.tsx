import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { DisplayElement } from '@tangram/form-engine'
import { useSyncExternalStore } from 'react'
import { useFormat } from '../../format/use-format.ts'
import type { RareElementProps } from '../elements.tsx'
import { filledText } from './filled-text.ts'
import classes from './layout.module.css'
import { useLayoutTexts } from './use-layout-texts.ts'

/** Opens an address made of the form's values, or fills fields in. */
export function ActionButton({ element, model }: RareElementProps<DisplayElement>) {
  const { t } = useLayoutTexts()
  const format = useFormat()
  const { action } = element
  const template = action?.type === 'open' ? action.address : ''
  const address = useSyncExternalStore(model.subscribeForm, () => filledText(model, template, encodeURIComponent) ?? '')
  const name = format.text(element.label)
  if (action?.type !== 'open') {
    const fill = () => {
      const given = Object.entries(action?.values ?? {}).filter(([field]) => model.plan.order.includes(field) && !model.get(field).readOnly)
      model.setAll(Object.fromEntries(given.map(([field, logic]) => [field, model.calculate(logic)])))
    }
    return (
      <Button variant="default" onClick={fill}>
        {name}
      </Button>
    )
  }
  // A value may only fill an address in, never make it another kind of address.
  if (!/^(https:\/\/|mailto:|tel:)/.test(address)) {
    return (
      <Button variant="default" disabled>
        {name}
      </Button>
    )
  }
  return (
    <Button
      component="a"
      variant="default"
      href={address}
      {...(address.startsWith('https:')
        ? { target: '_blank', rel: 'noreferrer', rightSection: <IconExternalLink size={16} stroke={1.5} aria-hidden /> }
        : {})}
    >
      {name}
      {address.startsWith('https:') && <span className={classes.aloud}>{` (${t('opens-outside')})`}</span>}
    </Button>
  )
}
