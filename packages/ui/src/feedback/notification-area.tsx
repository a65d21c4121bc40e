import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import classes from './notification-area.module.css'

/**
 * Where notices appear, away from the buttons of the page: those stand at the right, and at the bottom of panels; on phones at the bottom.
 * Loaded after the page itself.
 */
export default function NotificationArea() {
  const isPhone = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  return (
    <Notifications position={isPhone ? 'top-center' : 'bottom-left'} autoClose={6000} limit={4} classNames={{ root: classes.area ?? '' }} />
  )
}
