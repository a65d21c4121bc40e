import { canDesign, canSeeDashboard, type EmbedPrincipal, type PersonPrincipal } from '@tangram/access'
import { AppError, type Id, itemOf, type Locale } from '@tangram/data-model'
import type { Embed, PublishedApp } from '@tangram/storage'
import { mayExport } from '../output/may-export.ts'
import type { Services } from '../services.ts'
import { asSystem } from '../system-principal.ts'

/** An embed link that is open now. */
export type OpenEmbed = { embed: Embed; principal: EmbedPrincipal; app: PublishedApp }

/**
 * The link of this token. Undefined when there is none, when it was revoked or has expired, when its app is no longer published, when the
 * dashboard, the report or the role is gone, when the role sees the dashboard no more, and when whoever made it could not make it today.
 */
export async function openEmbed(services: Services, token: string, locale: Locale): Promise<OpenEmbed | undefined> {
  const { storage, config } = services
  const found = await storage.embeds.find(token.slice(0, 200))
  if (!found) return undefined
  const { embed, maker } = found
  const app = await storage.apps.get(asSystem('embed'), embed.app).catch(unpublished)
  if (!app || !mayEmbed(app, maker, embed)) return undefined
  const { id, dashboard, role } = embed
  const principal: EmbedPrincipal = {
    kind: 'link',
    purpose: 'embed',
    id,
    app: embed.app,
    dashboard,
    role,
    locale,
    zone: config.organisation.zone,
  }
  return { embed, principal, app }
}

function unpublished(error: unknown): undefined {
  if (error instanceof AppError && error.status === 404) return undefined
  throw error
}

/**
 * Whether a person may give others the rights of this role on this dashboard, or on one report of it: whoever designs the app (and so could
 * take any role of it), and whoever holds the role and may take these figures out of the house anyway.
 */
export function mayEmbed(app: PublishedApp, person: PersonPrincipal, what: { dashboard: Id; report: Id | null; role: Id }): boolean {
  const { document } = app
  const { access } = document
  const dashboard = itemOf(document.dashboards, what.dashboard)
  if (!dashboard || !itemOf(access.roles, what.role)) return false
  const shown = Object.values(dashboard.tiles.items).map(({ report }) => report)
  if (what.report !== null && !shown.includes(what.report)) return false
  const asRole: EmbedPrincipal = { kind: 'link', purpose: 'embed', id: '', app: app.id, ...what, locale: 'en', zone: 'UTC' }
  if (!canSeeDashboard(access, asRole, app.id, what.dashboard)) return false
  if (canDesign(access, person, app.id)) return true
  const holds = person.roles[app.id]?.includes(what.role) === true
  return holds && canSeeDashboard(access, person, app.id, what.dashboard) && shown.every((report) => mayExport(app, person, report))
}
