import type { ViewDocument } from '@tangram/app-model'
import { emptyCollection, type Id, inOrder, itemOf } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { type VisibleApp, visibleApp } from '../visible-app.ts'
import type { OpenEmbed } from './open-embed.ts'

/**
 * What somebody outside is told of the app, so that their page can draw one dashboard: that dashboard with the filters they may know of, its reports
 * without the conditions their author set, and of the tables the fields that those name. Values that are fixed and not shown are nowhere in it.
 */
export function embeddedApp({ app, embed, principal }: OpenEmbed): VisibleApp['document'] {
  const { document } = visibleApp(app, principal)
  const dashboard = itemOf(document.dashboards, embed.dashboard)
  if (!dashboard) return { ...document, ...nothingElse }
  const known = new Set([...embed.shown, ...embed.open])
  const tiles = inOrder(dashboard.tiles).filter(({ report }) => embed.report === null || report === embed.report)
  const reports = new Set(tiles.map(({ report }) => report))
  const shown = {
    ...dashboard,
    tiles: collected(embed.report === null ? tiles : tiles.slice(0, 1).map((tile) => ({ ...tile, x: 0, y: 0, w: 12 }))),
    filters: collected(
      inOrder(dashboard.filters)
        .filter(({ id }) => known.has(id))
        .map(({ default: _default, defaults: _defaults, ...filter }) => filter),
    ),
  }
  const told = inOrder(document.reports)
    .filter(({ id }) => reports.has(id))
    .map(({ where: _where, having: _having, drill, ...report }) => ({ ...report, ...(embed.withRecords && drill ? { drill } : {}) }))
  const words = new Set(JSON.stringify([told, shown.filters]).match(/[a-z][a-z0-9_]*/g) ?? [])
  const entities = inOrder(document.entities).map((entity) => ({
    ...entity,
    fields: collected(inOrder(entity.fields).filter(({ id }) => words.has(id) || id === entity.title)),
  }))
  return {
    ...document,
    ...nothingElse,
    entities: collected(entities),
    dashboards: collected([shown]),
    reports: collected(told),
  }
}

/** How the app is worked with is nobody's business outside. */
const nothingElse = { forms: emptyCollection<FormDocument>(), views: emptyCollection<ViewDocument>() }

function collected<T extends { id: Id }>(items: readonly T[]): { order: Id[]; items: { [id: Id]: T } } {
  return { order: items.map(({ id }) => id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
