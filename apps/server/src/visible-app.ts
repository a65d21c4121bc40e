import { canSeeDashboard, type EntityRights, type Principal, rightsOn } from '@tangram/access'
import type { AppDocument, ResolvedApp } from '@tangram/app-model'
import { type Collection, type EntityDocument, emptyCollection, type Id, inOrder, itemOf, type LocalizedText } from '@tangram/data-model'
import { type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'
import type { DashboardDocument, ReportDocument } from '@tangram/report-engine'

export type VisibleApp = {
  document: AppDocument
  rights: {
    [entity: Id]: { create: boolean; update: boolean; delete: boolean; export: boolean; readOnly: Id[]; readOnlyOnCreate: Id[] }
  }
  /** Names of the processes over entities the reader may read; `startsByHand`: somebody may start it on a record. */
  processes?: { id: Id; label: LocalizedText; entity: Id; startsByHand: boolean }[]
}

/**
 * The app as one reader may see it: entities they may read without the fields hidden from them, what is built on those, and
 * nothing of how it works inside (processes but for their names, rules, roles).
 */
export function visibleApp(app: { document: AppDocument; resolved: ResolvedApp }, principal: Principal): VisibleApp {
  const { slas: _slas, calendars: _calendars, ...document } = app.document
  const rights = new Map<Id, EntityRights>()
  for (const { id } of inOrder(document.entities)) {
    const entity = app.resolved.entity(id)
    const own = entity && rightsOn(document.access, principal, entity)
    if (own && (own.read !== false || own.create !== false)) rights.set(id, own)
  }
  const entities = keep(
    document.entities,
    ({ id }) => rights.has(id),
    (entity) => visibleEntity(entity, rights.get(entity.id)?.hidden),
  )
  const hiddenIn = (entity: Id): ReadonlySet<Id> | undefined => rights.get(entity)?.hidden
  const forms = keep(
    document.forms,
    ({ entity }) => rights.has(entity),
    (form) => visibleForm(form, hiddenIn(form.entity)),
  )
  const views = keep(
    document.views,
    ({ entity }) => isReadable(rights.get(entity)),
    (view) => ({ ...view, columns: view.columns.filter((column) => !hiddenIn(view.entity)?.has(column)) }),
  )
  const dashboards = keep(document.dashboards, ({ id }) => canSeeDashboard(document.access, principal, document.id, id))
  const shown = reportsShown(document, principal)
  const lent = reportsShown(document, principal, ({ access }) => access === 'publisher')
  const reports = keep(
    document.reports,
    (report) =>
      lent.has(report.id) ||
      (shown.has(report.id) &&
        (isReadable(rights.get(report.from)) || isDataset(app.resolved, report.from)) &&
        !uses(report, hiddenIn(report.from))),
  )
  return {
    document: {
      ...document,
      entities,
      forms,
      views,
      dashboards,
      reports,
      processes: emptyCollection(),
      rules: emptyCollection(),
      access: { roles: emptyCollection() },
    },
    rights: Object.fromEntries(
      [...rights].map(([id, own]) => [
        id,
        {
          create: own.create !== false,
          update: own.update !== false,
          delete: own.delete !== false,
          export: own.export,
          readOnly: [...own.readOnly].filter((field) => !own.hidden.has(field)),
          readOnlyOnCreate: [...own.readOnlyOnCreate].filter((field) => !own.hidden.has(field)),
        },
      ]),
    ),
    processes: inOrder(document.processes)
      .filter(({ entity }) => isReadable(rights.get(entity)))
      .map(({ id, label, entity, nodes }) => ({
        id,
        label,
        entity,
        startsByHand: inOrder(nodes).some(({ type, config }) => type === 'start' && config.trigger === 'manual'),
      })),
  }
}

/** What is offered to an administrator who sees as the reader: all that the reader sees, and nothing to do. */
export function onlyToLook(app: VisibleApp): VisibleApp {
  const none = { create: false, update: false, delete: false, export: false }
  return {
    ...app,
    rights: Object.fromEntries(Object.entries(app.rights).map(([entity, rights]) => [entity, { ...rights, ...none }])),
    ...(app.processes ? { processes: app.processes.map((process) => ({ ...process, startsByHand: false })) } : {}),
  }
}

/** The reports on the dashboards a reader may open: those they may run. */
export function reportsShown(
  document: AppDocument,
  principal: Principal,
  on: (dashboard: DashboardDocument) => boolean = () => true,
): ReadonlySet<Id> {
  const dashboards = inOrder(document.dashboards)
    .filter(on)
    .filter(({ id }) => canSeeDashboard(document.access, principal, document.id, id))
  return new Set(dashboards.flatMap((dashboard) => inOrder(dashboard.tiles).map((tile) => tile.report)))
}

/** The entity without the fields that are hidden from the reader. */
export function visibleEntity(entity: EntityDocument, hidden: ReadonlySet<Id> = new Set()): EntityDocument {
  const fields = keep(entity.fields, ({ id }) => !hidden.has(id))
  const { linked } = entity
  if (!linked) return { ...entity, fields }
  const columns = new Set([...linked.key, ...inOrder(fields).map(({ column }) => column)])
  return {
    ...entity,
    fields,
    linked: { ...linked, types: Object.fromEntries(Object.entries(linked.types).filter(([name]) => columns.has(name))) },
  }
}

/** The entity with just the fields a form shows, and without what computes or limits the others. */
export function entityOfForm(entity: EntityDocument, form: FormDocument): EntityDocument {
  const shown = new Set(Object.values(form.elements.items).flatMap((element) => (element.kind === 'field' ? [element.field] : [])))
  const { unique: _unique, indexes: _indexes, ...rest } = entity
  return { ...rest, fields: keep(entity.fields, ({ id }) => shown.has(id)) }
}

/** The form without the fields that are hidden from the reader. */
export function visibleForm(form: FormDocument, hidden: ReadonlySet<Id> | undefined): FormDocument {
  if (!hidden || hidden.size === 0) return form
  const isShown = (element: FormElement) => element.kind !== 'field' || !hidden.has(element.field)
  const elements = keep(form.elements, isShown, (element) =>
    isContainer(element) ? { ...element, order: element.order.filter((id) => isShown(itemOf(form.elements, id) ?? element)) } : element,
  )
  return { ...form, elements }
}

/** Figures about records: each reader gets those of the records they may see. */
const isDataset = ({ datasets }: ResolvedApp, id: Id): boolean => datasets.some((dataset) => dataset.id === id)

const isReadable = (rights: EntityRights | undefined): boolean => rights !== undefined && rights.read !== false

/** Whether a report names a hidden field anywhere. Names inside logic count as well, which is why the text is searched. */
function uses(report: ReportDocument, hidden: ReadonlySet<Id> | undefined): boolean {
  if (!hidden || hidden.size === 0) return false
  const words = new Set(JSON.stringify({ ...report, label: null }).match(/[a-z][a-z0-9_]*/g) ?? [])
  return [...hidden].some((field) => words.has(field))
}

function keep<T extends object>(
  collection: Collection<T>,
  test: (item: T) => boolean,
  map: (item: T) => T = (item) => item,
): Collection<T> {
  const kept = Object.entries(collection.items).filter(([, item]) => test(item))
  const ids = new Set(kept.map(([id]) => id))
  return {
    order: collection.order.filter((id) => ids.has(id) || !Object.hasOwn(collection.items, id)),
    items: Object.fromEntries(kept.map(([id, item]) => [id, map(item)])),
  }
}
