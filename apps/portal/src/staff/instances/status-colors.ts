import type { InstanceStatus } from '@tangram/ui'

export const statusColors: { [status in InstanceStatus]: string } = {
  running: 'brand',
  suspended: 'warning',
  ended: 'success',
  cancelled: 'gray',
}
