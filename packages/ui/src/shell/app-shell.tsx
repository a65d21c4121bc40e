import { ActionIcon, Drawer, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './app-shell.module.css'

export type AppShellProps = {
  /** At the left of the bar: logo, name of the app. */
  brand: ReactNode
  /** The menu: at the side on wide screens, behind a button on phones. `close` closes it there. */
  navigation?: ReactNode | ((close: () => void) => ReactNode)
  /** At the right of the bar: search, bell, person. */
  tools?: ReactNode
  children: ReactNode
}

/** Thin chrome around the content: a bar, a menu, the page. */
export function AppShell({ brand, navigation, tools, children }: AppShellProps) {
  const { t } = useTranslation('ui')
  const [isOpen, menu] = useDisclosure(false)
  const menuItems = typeof navigation === 'function' ? navigation(menu.close) : navigation
  return (
    <div className={classes.shell} data-with-menu={navigation !== undefined || undefined}>
      <a href="#content" className={classes.skip}>
        {t('skip-to-content')}
      </a>
      <header className={classes.bar}>
        <Group gap="sm" wrap="nowrap" miw={0}>
          {navigation !== undefined && (
            <ActionIcon className={classes.menuButton} size={36} aria-label={t('menu')} aria-expanded={isOpen} onClick={menu.open}>
              <IconMenu2 size={20} stroke={1.5} />
            </ActionIcon>
          )}
          {brand}
        </Group>
        <Group gap={4} wrap="nowrap">
          {tools}
        </Group>
      </header>
      {navigation !== undefined && (
        <>
          <nav className={classes.menu} aria-label={t('main-menu')}>
            {menuItems}
          </nav>
          <Drawer opened={isOpen} onClose={menu.close} size={280} title={t('menu')} closeButtonProps={{ 'aria-label': t('close') }}>
            <nav aria-label={t('main-menu')}>{menuItems}</nav>
          </Drawer>
        </>
      )}
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

export type PageHeaderProps = {
  title: ReactNode
  /** Beside the title: a count, a status. */
  meta?: ReactNode
  /** Filters, menus and other secondary things. */
  actions?: ReactNode
  /** The one primary action: at the right, on phones at the bottom within thumb's reach. */
  primary?: ReactNode
}

export function PageHeader({ title, meta, actions, primary }: PageHeaderProps) {
  return (
    <header className={classes.pageHeader}>
      <div className={classes.pageTitle}>
        <h1>{title}</h1>
        {meta}
      </div>
      <div className={classes.pageActions}>
        {actions}
        {primary && <div className={classes.primary}>{primary}</div>}
      </div>
    </header>
  )
}
