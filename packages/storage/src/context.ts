import type { Principal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'
import type { Given } from '@tangram/expression'
import type { AppCache } from './apps/app-cache.ts'
import type { LoadedApp } from './apps/loaded-app.ts'
import type { Counter } from './counter.ts'
import type { Database } from './database.ts'
import type { Hub } from './hub.ts'
import type { OrganisationLabels } from './people/organisation-labels.ts'
import type { StorageOptions } from './storage.ts'

/** What the parts of storage share. */
export type Context = {
  options: StorageOptions
  db: Database
  hub: Hub
  apps: AppCache
  counter: Counter
  labels: OrganisationLabels
  now(): Instant
}

/** What expressions see when this principal asks. */
export function givenFor(context: Pick<Context, 'now' | 'options'>, principal: Principal, app: Pick<LoadedApp, 'id'>): Given {
  const { zone, locale } = principal
  if (principal.kind !== 'person') return { now: context.now(), zone, locale }
  const roles = Object.hasOwn(principal.roles, app.id) ? (principal.roles[app.id] ?? []) : []
  return { now: context.now(), zone, locale, user: { id: principal.id, teams: principal.teams, departments: principal.departments, roles } }
}

/** The person behind a principal, for created_by, the change log and the audit: whoever sees as somebody else, not that one. */
export function actorOf(principal: Principal): string | null {
  return principal.kind === 'person' ? (principal.seenBy ?? principal.id) : null
}

/** What a principal's write is put down to. */
export function causeOf(principal: Principal): string | null {
  if (principal.kind === 'system') return principal.cause
  return principal.kind === 'link' ? `link:${principal.id}` : null
}
