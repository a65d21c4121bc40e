import type { JsonObject, JsonValue } from '@tangram/data-model'
import type { Grant, ProviderSettings } from '@tangram/storage'

/** What a provider says about somebody, as far as it is used here. */
export type Claimed = { name: string; login: string | null; email: string | null; isVerified: boolean; grants: Grant[] }

/** `realm_access.roles` is the claim of that name, or `roles` within `realm_access`. */
export function claimAt(claims: JsonObject, path: string): JsonValue | undefined {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<JsonValue | undefined>((value, name) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && Object.hasOwn(value, name) ? value[name] : undefined
  }, claims)
}

/** The claims that the settings name. An address counts as verified only when the provider says so. */
export function readClaims(claims: JsonObject, { claims: named, grants }: Pick<ProviderSettings, 'claims' | 'grants'>): Claimed {
  const text = (path: string, most: number): string | null => {
    const value = path === '' ? undefined : claimAt(claims, path)
    const clean =
      typeof value === 'string'
        ? [...value]
            .filter((sign) => sign >= ' ' && sign !== '\u007f')
            .join('')
            .trim()
        : ''
    return clean === '' ? null : clean.slice(0, most)
  }
  const login = text(named.login, 100)
  const email = text(named.email, 200)
  return {
    name: text(named.name, 100) ?? login ?? email ?? String(claims.sub).slice(0, 100),
    login: login && !/\s/.test(login) ? login : null,
    email: email && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null,
    isVerified: claims.email_verified === true,
    grants: grants.filter(({ claim, value }) => holds(claimAt(claims, claim), value)),
  }
}

/** Whether an address belongs to one of the domains, and is verified; no domains: whatever it is. */
export function isOfDomain({ email, isVerified }: Claimed, domains: readonly string[]): boolean {
  if (domains.length === 0) return true
  const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return isVerified && domain !== undefined && domains.some((each) => each.toLowerCase() === domain)
}

const holds = (found: JsonValue | undefined, value: string): boolean =>
  Array.isArray(found) ? found.some((each) => each === value) : found === value || (typeof found === 'boolean' && String(found) === value)
