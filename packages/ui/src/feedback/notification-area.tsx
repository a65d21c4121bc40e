import { Notifications } from '@mantine/notifications'

/** Where notices appear; loaded after the page itself. */
export default function NotificationArea() {
  return <Notifications position="bottom-right" autoClose={6000} limit={4} />
}
