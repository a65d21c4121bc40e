import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { fail } from './errors.ts'
import type { Services } from './services.ts'
import { asSystem } from './system-principal.ts'

type SetupServices = Pick<Services, 'storage' | 'now' | 'config'>
type Setup = { nonce: string; until: string }

const system = asSystem('setup')
const validMs = 24 * 3600_000

/**
 * The one-time link that makes the first administrator, null once there is one. The token is derived from the secret and a stored
 * nonce: every process prints the same link, and the database alone does not give it away.
 */
export async function openSetup(services: SetupServices & Pick<Services, 'baseUrl'>): Promise<string | null> {
  if (!(await services.storage.people.needsSetup())) return null
  let setup = await standingSetup(services)
  if (!setup) {
    setup = { nonce: randomUUID(), until: new Date(Date.parse(services.now()) + validMs).toISOString() }
    await services.storage.settings.set(system, 'setup', setup)
  }
  return `${services.baseUrl()}/setup?token=${tokenOf(services.config.secret, setup)}`
}

/**
 * Makes the first administrator with the link. Of several who use it at once one gets through; when the work fails, the link stays.
 *
 * @throws server.setup.closed 404
 */
export async function withSetup<T>(services: SetupServices, token: string, work: () => Promise<T>): Promise<T> {
  const { settings, people } = services.storage
  const setup = await standingSetup(services)
  if (!setup || !isTokenOf(services.config.secret, setup, token) || !(await people.needsSetup())) throw fail('server.setup.closed')
  if (!(await settings.replace(system, 'setup', setup, null))) throw fail('server.setup.closed')
  try {
    return await work()
  } catch (error) {
    await settings.set(system, 'setup', setup)
    throw error
  }
}

function isTokenOf(secret: string, setup: Setup, token: string): boolean {
  const expected = Buffer.from(tokenOf(secret, setup))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

async function standingSetup(services: SetupServices): Promise<Setup | null> {
  const setup = await services.storage.settings.get<Setup>(system, 'setup')
  return setup && setup.until > services.now() ? setup : null
}

const tokenOf = (secret: string, setup: Setup): string => createHmac('sha256', secret).update(`setup ${setup.nonce}`).digest('base64url')
