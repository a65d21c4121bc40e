import type { LocalizedText } from '@tangram/data-model'

/** What somebody new is given: a department, a team, or a role of an app. */
export type Grant = { claim: string; value: string; department?: string; team?: string; app?: string; role?: string }

export type ProviderSettings = {
  name: LocalizedText
  issuer: string
  clientId: string
  scopes: string
  claims: { login: string; name: string; email: string }
  unknown: 'refuse' | 'create' | 'create-with-rights'
  grants: Grant[]
  emailDomains: string[]
  privateNetwork: boolean
  matchesEmail: boolean
  passwordOff: boolean
  endsSession: boolean
  contact: string
  enabled: boolean
}

export type Provider = ProviderSettings & {
  id: string
  version: number
  hasSecret: boolean
  people: number
  updatedAt: string
  redirectUri: string
}

export type Providers = { providers: Provider[]; next: { id: string; redirectUri: string } }
export type Button = { id: string; name: LocalizedText }

export const newProvider: ProviderSettings = {
  name: {},
  issuer: '',
  clientId: '',
  scopes: 'openid profile email',
  claims: { login: 'preferred_username', name: 'name', email: 'email' },
  unknown: 'refuse',
  grants: [],
  emailDomains: [],
  privateNetwork: false,
  matchesEmail: false,
  passwordOff: false,
  endsSession: false,
  contact: '',
  enabled: true,
}

/** The settings of a provider without what the server adds. */
export function settingsOf(provider: Provider): ProviderSettings {
  const { id: _id, version: _version, hasSecret: _secret, people: _people, updatedAt: _at, redirectUri: _uri, ...settings } = provider
  return settings
}
