import { MantineThemeProvider } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './notification-area.module.css'

/**
 * Where notices appear, away from the buttons of the page: those stand at the right, and at the bottom of panels; on phones at the bottom.
 * Loaded after the page itself.
 */
export default function NotificationArea() {
  const { t } = useTranslation('ui')
  const isPhone = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  const theme = useMemo(() => ({ components: { Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } } } }), [t])
  return (
    <MantineThemeProvider theme={theme} inherit>
      <Notifications
        position={isPhone ? 'top-center' : 'bottom-left'}
        autoClose={6000}
        limit={4}
        classNames={{ root: classes.area ?? '' }}
      />
    </MantineThemeProvider>
  )
}
