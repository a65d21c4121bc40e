import type { Id, Locale } from '@tangram/data-model'
import type { AdministratorDuty } from './administrator-duty.ts'

/** Who is asking. Every storage call takes one. */
export type Principal = PersonPrincipal | LinkPrincipal | EmbedPrincipal | SystemPrincipal

export type PersonPrincipal = {
  kind: 'person'
  /** uuid of tangram.person */
  id: string
  name: string
  /** Role ids by app id. */
  roles: { [app: Id]: readonly Id[] }
  teams: readonly string[]
  departments: readonly string[]
  /** Administrator of the installation who holds every duty: manages people and apps; every right in every app. */
  admin: boolean
  /** The one duty of an administrator while the installation separates them: no right in any app comes with it. */
  administers?: AdministratorDuty
  locale: Locale
  zone: string
  /** uuid of the administrator who looks with these rights (“see as”): reads only, and whatever is noted is noted of them. */
  seenBy?: string
}

/** Somebody without an account who holds a link. May do exactly what its purpose says, nothing more. */
export type LinkPrincipal = {
  kind: 'link'
  /** uuid of tangram.link */
  id: string
  app: Id
  purpose: 'form' | 'progress' | 'survey' | 'confirm'
  form: Id | null
  entity: Id
  /** The one record the link is about; null for a form that makes new ones. */
  record: string | null
  locale: Locale
  zone: string
}

/**
 * Whoever opens a dashboard that stands on another site. Reads what the role reads that the link was given, as somebody who holds that role
 * alone, is in no team and is nobody: what a role gives to `$user` is given to no one. Changes nothing.
 */
export type EmbedPrincipal = {
  kind: 'link'
  purpose: 'embed'
  /** uuid of tangram.embed */
  id: string
  app: Id
  dashboard: Id
  role: Id
  locale: Locale
  zone: string
}

/** The server itself, following up a change. `cause` is written to the change log. */
export type SystemPrincipal = { kind: 'system'; cause: string; zone: string; locale: Locale }
