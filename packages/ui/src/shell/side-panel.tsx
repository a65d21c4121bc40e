import { CloseButton, Group, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { breakpoint } from '../tokens.ts'
import classes from './side-panel.module.css'

export type SidePanelProps = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** Beside the title: menu, status. */
  actions?: ReactNode
  /** Stays at the bottom, within thumb's reach. */
  footer?: ReactNode
  children: ReactNode
  /** Pixels on wide screens; phones use all. */
  width?: number
}

/** A panel at the right while the list stays visible and usable. Esc closes it, focus returns where it came from. */
export function SidePanel({ opened, onClose, title, actions, footer, children, width = 520 }: SidePanelProps) {
  const { t } = useTranslation('ui')
  const titleId = useId()
  const panel = useRef<HTMLDivElement>(null)
  const isPhone = useMediaQuery(`(max-width: ${breakpoint.phone}px)`)

  useEffect(() => {
    if (!opened) return
    const cameFrom = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      const isHere = document.activeElement === document.body || panel.current?.contains(document.activeElement)
      if (isHere && cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true })
    }
  }, [opened])

  useEffect(() => {
    if (!opened) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isInsideOtherLayer(event.target, panel.current)) onClose()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened, onClose])

  useEffect(() => {
    if (!opened) return
    const root = document.documentElement
    root.style.setProperty('--tg-panel-width', `${width}px`)
    return () => void root.style.removeProperty('--tg-panel-width')
  }, [opened, width])

  if (!opened) return null
  return (
    <div
      ref={panel}
      className={classes.panel}
      style={{ width: isPhone ? '100%' : width }}
      role="dialog"
      aria-modal={isPhone ? true : undefined}
      aria-labelledby={titleId}
      tabIndex={-1}
    >
      <Group className={classes.head} justify="space-between" wrap="nowrap" gap="sm">
        <Title order={2} size="h3" id={titleId} lineClamp={1} flex={1}>
          {title}
        </Title>
        {actions}
        <CloseButton aria-label={t('close')} onClick={onClose} />
      </Group>
      <div className={classes.body}>{children}</div>
      {footer && <div className={classes.foot}>{footer}</div>}
    </div>
  )
}

/** A menu, dialog or drop-down that lies above the panel closes first. */
function isInsideOtherLayer(target: EventTarget | null, panel: HTMLElement | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const layer = target.closest('[role="dialog"], [role="menu"], [role="listbox"]')
  return (layer !== null && layer !== panel) || target.getAttribute('aria-expanded') === 'true'
}
