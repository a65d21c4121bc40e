import type { Principal } from '@tangram/access'
import type { Services } from '../services.ts'

/** Notes in the audit log that somebody did something, and from where. */
export async function noteDone(
  { services, who, request }: { services: Services; who: { principal: Principal }; request: { ip: string } },
  action: string,
  object: string,
): Promise<void> {
  await services.storage.audit.append(who.principal, { action, object, result: 'ok', ip: request.ip })
}
