import type { SystemPrincipal } from '@tangram/access'

/** The server itself, following something up. `cause` goes to the change log. */
export function asSystem(cause: string, zone = 'UTC'): SystemPrincipal {
  return { kind: 'system', cause, zone, locale: 'zh-CN' }
}
