import { canSeeDashboard, type PersonPrincipal } from '@tangram/access'
import { tablesRead } from '@tangram/app-model'
import { type Id, inOrder } from '@tangram/data-model'
import type { LiveEvent, Storage } from '@tangram/storage'
import { asSystem } from '../system-principal.ts'

/** Figures of a dashboard are old; which record made them so is nobody's business who may not see it. */
export type FiguresChanged = { app: Id; id: Id }

/** The dashboards with the publisher's rights whose figures a change of these tables may change. */
export type ChangedDashboards = {
  /** What happened since it was last asked. */
  note(event: LiveEvent): boolean
  /** For each person those that they may open. */
  take(): Promise<(principal: PersonPrincipal) => FiguresChanged[]>
}

/** Of a dashboard whose reader sees its figures but not its records, news is told as coarsely as can be: its figures changed in the last second. */
export function changedDashboards(apps: Pick<Storage['apps'], 'get'>): ChangedDashboards {
  let changed = new Map<Id, Set<Id>>()
  return {
    note: ({ type, app, entity }) => {
      if (app === undefined || entity === undefined || (type !== 'record' && type !== 'task')) return false
      changed.set(app, (changed.get(app) ?? new Set()).add(entity))
      return true
    },
    take: async () => {
      const noted = changed
      changed = new Map()
      const found = await Promise.all(
        [...noted].map(async ([app, entities]) => {
          const { document, resolved } = await apps.get(system, app)
          const lent = inOrder(document.dashboards).filter((dashboard) => {
            if (dashboard.access !== 'publisher') return false
            return tablesRead(resolved, document, dashboard)?.some((table) => entities.has(table)) ?? true
          })
          return { app, access: document.access, dashboards: lent.map(({ id }) => id) }
        }),
      )
      return (principal) =>
        found.flatMap(({ app, access, dashboards }) =>
          dashboards.filter((id) => canSeeDashboard(access, principal, app, id)).map((id) => ({ app, id })),
        )
    },
  }
}

const system = asSystem('live')
