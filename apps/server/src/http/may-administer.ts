import type { PersonPrincipal } from '@tangram/access'
import type { Id } from '@tangram/data-model'
import type { FlowInstance } from '@tangram/storage'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'

/** Whether somebody runs the processes of an app: administrators, and those who design it. */
export async function mayAdminister(services: Services, principal: PersonPrincipal, app: Id): Promise<boolean> {
  const summary = (await services.storage.apps.list(principal)).find(({ id }) => id === app)
  return summary?.canDesign === true
}

/**
 * The instance, for somebody who runs the processes of its app.
 *
 * @throws storage.flow.unknown 404 when its record is not even visible, server.not-allowed 403
 */
export async function administered(services: Services, principal: PersonPrincipal, id: string): Promise<FlowInstance> {
  const instance = await services.storage.flows.load(asSystem('flow'), id)
  if (await mayAdminister(services, principal, instance.app)) return instance
  await services.storage.flows.load(principal, id)
  throw fail('server.not-allowed')
}
