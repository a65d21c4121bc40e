import { type Collection, type Id, isJsonObject, itemOf, type JsonObject, type JsonValue, pointer, unreachable } from '@tangram/data-model'
import { childrenOf, type FormElement, isContainer, nestingProblem } from '@tangram/form-engine'
import type { AppDocument } from '../document.ts'
import { fail } from '../errors.ts'
import type { Command, SetCommand } from './command.ts'
import { valueAt } from './json-pointer.ts'

type Simple = Exclude<Command, { type: 'batch' }>

/** A command in terms of the one that replaces values; computed from the document as it is before the command. */
export function expandCommand(app: AppDocument, command: Simple): SetCommand[] {
  switch (command.type) {
    case 'set':
      return [command]
    case 'set-label':
      return setLabel(app, command.path, command.locale, command.text)
    case 'add':
      return add(app, command.collection, command.item, command.before)
    case 'move':
      return move(app, command.collection, command.id, command.before)
    case 'update':
      return update(app, command.collection, command.id, command.change)
    case 'remove':
      return removeThing(app, command.collection, command.id)
    case 'add-field':
      return add(app, fieldsOf(command.entity), command.field, command.before)
    case 'update-field':
      return update(app, fieldsOf(command.entity), command.field, command.change)
    case 'remove-field':
      return [...removeUses(app, command.entity, command.field), ...remove(app, fieldsOf(command.entity), command.field)]
    case 'add-element':
      return addElement(app, command)
    case 'move-element':
      return moveElement(app, command)
    case 'update-element':
      return update(app, elementsOf(command.form), command.element, command.change)
    case 'remove-element':
      return removeElement(app, command.form, command.element)
    case 'add-node':
      return add(app, pointer('processes', 'items', command.process, 'nodes'), command.node)
    case 'update-node':
      return update(app, pointer('processes', 'items', command.process, 'nodes'), command.node, command.change)
    case 'remove-node':
      return removeNode(app, command.process, command.node)
    case 'connect':
      return add(app, pointer('processes', 'items', command.process, 'flows'), command.flow)
    default:
      return unreachable(command)
  }
}

const fieldsOf = (entity: Id): string => pointer('entities', 'items', entity, 'fields')
const elementsOf = (form: Id): string => pointer('forms', 'items', form, 'elements')

const set = (path: string, value: unknown): SetCommand =>
  value === undefined ? { type: 'set', path } : { type: 'set', path, value: value as JsonValue }

function setLabel(app: AppDocument, path: string, locale: string, text: string): SetCommand[] {
  const label = valueAt(app as unknown as JsonValue, path)
  if (isJsonObject(label)) return [set(path + pointer(locale), text === '' ? undefined : text)]
  return text === '' ? [] : [set(path, { [locale]: text })]
}

function collectionAt(app: AppDocument, path: string): Collection<{ id: Id }> {
  const found = valueAt(app as unknown as JsonValue, path)
  const isCollection = isJsonObject(found) && Array.isArray(found.order)
  if (!isCollection) throw fail('app.command.nothing-there', { path }, { path })
  return found as unknown as Collection<{ id: Id }>
}

function existing(app: AppDocument, path: string, id: Id): { collection: Collection<{ id: Id }>; at: string } {
  const collection = collectionAt(app, path)
  const at = path + pointer('items', id)
  if (!itemOf(collection, id)) throw fail('app.command.nothing-there', { path: at }, { path: at })
  return { collection, at }
}

/** Collections that older documents do without. */
const optional = ['/calendars', '/slas']

function add(app: AppDocument, path: string, item: { id: Id }, before?: Id | null): SetCommand[] {
  if (optional.includes(path) && valueAt(app as unknown as JsonValue, path) === undefined) {
    return [set(path, { order: [item.id], items: { [item.id]: item } })]
  }
  const collection = collectionAt(app, path)
  const at = path + pointer('items', item.id)
  if (itemOf(collection, item.id)) throw fail('app.command.id-taken', { id: item.id }, { path: at })
  return [set(at, item), set(`${path}/order`, inserted(collection.order, item.id, before))]
}

function move(app: AppDocument, path: string, id: Id, before?: Id | null): SetCommand[] {
  const { collection } = existing(app, path, id)
  if (before === id) return []
  return [set(`${path}/order`, inserted(without(collection.order, id), id, before))]
}

function update(app: AppDocument, path: string, id: Id, change: JsonObject): SetCommand[] {
  const { at } = existing(app, path, id)
  return Object.entries(change)
    .filter(([property]) => property !== 'id') // ids are immutable
    .map(([property, value]) => set(at + pointer(property), value === null ? undefined : value))
}

function remove(app: AppDocument, path: string, id: Id): SetCommand[] {
  const { collection, at } = existing(app, path, id)
  return [set(`${path}/order`, without(collection.order, id)), set(at, undefined)]
}

/** Takes things out of a collection in one step, since commands see the document as it was. */
function removeAll(app: AppDocument, path: string, ids: readonly Id[]): SetCommand[] {
  if (ids.length === 0) return []
  const { order } = collectionAt(app, path)
  return [
    set(
      `${path}/order`,
      order.filter((id) => !ids.includes(id)),
    ),
    ...ids.map((id) => set(path + pointer('items', id), undefined)),
  ]
}

/** Removes a thing and what would show nothing without it; settings and formulas that name it are left for `checkApp` to report. */
function removeThing(app: AppDocument, path: string, id: Id): SetCommand[] {
  return [...usesOfThing(app, path, id), ...remove(app, path, id)]
}

function usesOfThing(app: AppDocument, path: string, id: Id): SetCommand[] {
  switch (path) {
    case '/reports':
      return removeTiles(app, [id])
    case '/dashboards':
      return Object.values(app.access.roles.items).flatMap((role) =>
        Array.isArray(role.dashboards) && role.dashboards.includes(id)
          ? [set(pointer('access', 'roles', 'items', role.id, 'dashboards'), without(role.dashboards, id))]
          : [],
      )
    case '/forms':
      return formsOfViews(app, [id])
    case '/entities':
      return removeAllOf(app, id)
    case '/calendars':
      return usesOfCalendar(app, id)
    default: {
      const [, entity, field] = /^\/entities\/items\/([^/]+)\/fields\/items\/([^/]+)\/fields$/.exec(path) ?? []
      return entity !== undefined && field !== undefined ? usesOfColumn(app, entity, field, id) : []
    }
  }
}

/** What counted by a calendar counts around the clock. */
function usesOfCalendar(app: AppDocument, calendar: Id): SetCommand[] {
  return (['slas', 'processes'] as const).flatMap((name) =>
    Object.values(app[name]?.items ?? {}).flatMap((item) =>
      item.calendar === calendar ? [set(pointer(name, 'items', item.id, 'calendar'), undefined)] : [],
    ),
  )
}

/** A column of a sub-form goes off the forms that show it. */
function usesOfColumn(app: AppDocument, entity: Id, field: Id, column: Id): SetCommand[] {
  return Object.values(app.forms.items).flatMap((form) =>
    Object.values(form.elements.items).flatMap((element) => {
      if (form.entity !== entity || element.kind !== 'field' || element.field !== field || !element.columns) return []
      const gone = Object.values(element.columns.items).flatMap(({ id, field: shown }) => (shown === column ? [id] : []))
      return removeAll(app, elementsOf(form.id) + pointer('items', element.id, 'columns'), gone)
    }),
  )
}

/** Everything that is about a table: its forms, lists, flows, rules, reports and rights. */
function removeAllOf(app: AppDocument, entity: Id): SetCommand[] {
  const idsIn = (things: Collection<{ id: Id }>, isOf: (id: Id) => boolean) => Object.keys(things.items).filter(isOf)
  const reports = idsIn(app.reports, (id) => app.reports.items[id]?.from === entity)
  return [
    ...removeTiles(app, reports),
    ...removeAll(app, '/reports', reports),
    ...(['forms', 'views', 'processes', 'rules', 'slas'] as const).flatMap((name) => {
      const things = app[name]
      return things
        ? removeAll(
            app,
            `/${name}`,
            idsIn(things, (id) => things.items[id]?.entity === entity),
          )
        : []
    }),
    ...Object.values(app.access.roles.items).flatMap((role) =>
      Object.hasOwn(role.grants, entity) ? [set(pointer('access', 'roles', 'items', role.id, 'grants', entity), undefined)] : [],
    ),
  ]
}

function removeTiles(app: AppDocument, reports: readonly Id[]): SetCommand[] {
  return Object.values(app.dashboards.items).flatMap((dashboard) =>
    removeAll(
      app,
      pointer('dashboards', 'items', dashboard.id, 'tiles'),
      Object.values(dashboard.tiles.items).flatMap((tile) => (reports.includes(tile.report) ? [tile.id] : [])),
    ),
  )
}

function formsOfViews(app: AppDocument, forms: readonly Id[]): SetCommand[] {
  return Object.values(app.views.items).flatMap((view) =>
    view.form !== undefined && forms.includes(view.form) ? [set(pointer('views', 'items', view.id, 'form'), undefined)] : [],
  )
}

const without = (order: readonly Id[], id: Id): Id[] => order.filter((other) => other !== id)

/** The order with an id before another; at the end when there is no such other. */
function inserted(order: readonly Id[], id: Id, before: Id | null | undefined): Id[] {
  const index = before ? order.indexOf(before) : -1
  return index < 0 ? [...order, id] : order.toSpliced(index, 0, id)
}

/** Everything but formulas that names a field. */
function removeUses(app: AppDocument, entity: Id, field: Id): SetCommand[] {
  const commands: SetCommand[] = []
  const entityDocument = itemOf(app.entities, entity)
  for (const property of ['unique', 'indexes'] as const) {
    const sets = entityDocument?.[property]
    if (sets?.some((fields) => fields.includes(field))) {
      const kept = sets.filter((fields) => !fields.includes(field))
      commands.push(set(pointer('entities', 'items', entity, property), kept.length > 0 ? kept : undefined))
    }
  }
  for (const form of Object.values(app.forms.items)) {
    if (form.entity === entity) commands.push(...removeFieldElements(form.id, form.elements, field))
  }
  for (const view of Object.values(app.views.items)) {
    if (view.entity !== entity) continue
    const at = pointer('views', 'items', view.id)
    if (view.columns.includes(field)) commands.push(set(`${at}/columns`, without(view.columns, field)))
    if (view.sort?.some(({ by }) => by === field)) {
      const kept = view.sort.filter(({ by }) => by !== field)
      commands.push(set(`${at}/sort`, kept))
    }
  }
  for (const role of Object.values(app.access.roles.items)) {
    const fields = Object.hasOwn(role.grants, entity) ? role.grants[entity]?.fields : undefined
    if (fields && Object.hasOwn(fields, field)) {
      commands.push(set(pointer('access', 'roles', 'items', role.id, 'grants', entity, 'fields', field), undefined))
    }
  }
  return commands
}

/** Takes every element of a field off a form: out of each order in one step, since commands see the document as it was. */
function removeFieldElements(form: Id, elements: Collection<FormElement>, field: Id): SetCommand[] {
  const gone = new Set(
    Object.values(elements.items).flatMap((element) => (element.kind === 'field' && element.field === field ? element.id : [])),
  )
  if (gone.size === 0) return []
  const path = elementsOf(form)
  const keeps = (order: readonly Id[]) => order.filter((id) => !gone.has(id))
  const commands = [set(`${path}/order`, keeps(elements.order))]
  for (const element of Object.values(elements.items)) {
    if (isContainer(element)) commands.push(set(path + pointer('items', element.id, 'order'), keeps(element.order)))
  }
  for (const id of gone) commands.push(set(path + pointer('items', id), undefined))
  return commands
}

/** Path and ids of the order that an element of this kind goes into. */
function orderIn(app: AppDocument, form: Id, container: Id | null, kind: FormElement['kind']): { path: string; order: readonly Id[] } {
  const path = elementsOf(form)
  const elements = collectionAt(app, path) as Collection<FormElement>
  const at = container ? path + pointer('items', container) : path
  const parent = container ? itemOf(elements, container) : undefined
  if (container && !isContainer(parent)) throw fail('app.command.nothing-there', { path: at }, { path: at })
  if (nestingProblem(kind, parent?.kind)) throw fail('app.command.wrong-place', {}, { path: at })
  return { path: `${at}/order`, order: parent ? childrenOf(parent) : elements.order }
}

function addElement(app: AppDocument, command: Extract<Simple, { type: 'add-element' }>): SetCommand[] {
  const { form, element, place } = command
  const target = orderIn(app, form, place.parent, element.kind)
  const at = elementsOf(form) + pointer('items', element.id)
  if (itemOf(collectionAt(app, elementsOf(form)), element.id)) throw fail('app.command.id-taken', { id: element.id }, { path: at })
  return [set(at, element), set(target.path, inserted(target.order, element.id, place.before))]
}

function moveElement(app: AppDocument, command: Extract<Simple, { type: 'move-element' }>): SetCommand[] {
  const { form, element, place } = command
  const { at, collection } = existing(app, elementsOf(form), element)
  if (place.before === element) return []
  const { kind } = (collection as Collection<FormElement>).items[element] as FormElement
  const target = orderIn(app, form, place.parent, kind)
  if (place.parent && subtreeOf(app, form, element).has(place.parent)) throw fail('app.command.into-itself', {}, { path: at })
  const source = ordersHolding(app, form, element)
  const kept = source.filter(({ path }) => path !== target.path).map(({ path, order }) => set(path, without(order, element)))
  return [...kept, set(target.path, inserted(without(target.order, element), element, place.before))]
}

function removeElement(app: AppDocument, form: Id, element: Id): SetCommand[] {
  existing(app, elementsOf(form), element)
  const orders = ordersHolding(app, form, element).map(({ path, order }) => set(path, without(order, element)))
  const gone = [...subtreeOf(app, form, element)].map((id) => set(elementsOf(form) + pointer('items', id), undefined))
  return [...orders, ...gone]
}

/** Every order of a form that holds an element; a sound form has one. */
function ordersHolding(app: AppDocument, form: Id, element: Id): { path: string; order: readonly Id[] }[] {
  const path = elementsOf(form)
  const elements = collectionAt(app, path) as Collection<FormElement>
  const orders = [{ path: `${path}/order`, order: elements.order as readonly Id[] }]
  for (const item of Object.values(elements.items)) {
    if (isContainer(item)) orders.push({ path: path + pointer('items', item.id, 'order'), order: item.order })
  }
  return orders.filter(({ order }) => order.includes(element))
}

/** An element and all it holds. */
function subtreeOf(app: AppDocument, form: Id, element: Id): Set<Id> {
  const elements = collectionAt(app, elementsOf(form)) as Collection<FormElement>
  const found = new Set<Id>()
  const visit = (id: Id) => {
    const item = itemOf(elements, id)
    if (!item || found.has(id)) return
    found.add(id)
    childrenOf(item).forEach(visit)
  }
  visit(element)
  return found
}

function removeNode(app: AppDocument, process: Id, node: Id): SetCommand[] {
  const path = pointer('processes', 'items', process)
  const flows = collectionAt(app, `${path}/flows`) as Collection<{ id: Id; from: Id; to: Id }>
  const gone = new Set(Object.values(flows.items).flatMap(({ id, from, to }) => (from === node || to === node ? id : [])))
  return [
    set(
      `${path}/flows/order`,
      flows.order.filter((id) => !gone.has(id)),
    ),
    ...[...gone].map((id) => set(`${path}/flows${pointer('items', id)}`, undefined)),
    ...remove(app, `${path}/nodes`, node),
  ]
}
