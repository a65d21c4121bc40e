import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
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

export async function isSetupToken(services: SetupServices, token: string): Promise<boolean> {
  const setup = await standingSetup(services)
  if (!setup) return false
  const expected = Buffer.from(tokenOf(services.config.secret, setup))
  const given = Buffer.from(token)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
  return services.storage.people.needsSetup()
}

export async function closeSetup(services: SetupServices): Promise<void> {
  await services.storage.settings.set(system, 'setup', null)
}

async function standingSetup(services: SetupServices): Promise<Setup | null> {
  const setup = await services.storage.settings.get<Setup>(system, 'setup')
  return setup && setup.until > services.now() ? setup : null
}

const tokenOf = (secret: string, setup: Setup): string => createHmac('sha256', secret).update(`setup ${setup.nonce}`).digest('base64url')
