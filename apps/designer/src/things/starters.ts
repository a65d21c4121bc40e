import type { AppDocument, Command, UsedIds, ViewDocument } from '@tangram/app-model'
import { type EntityDocument, type FieldDocument, type Id, inOrder, type JsonValue, type LocalizedText, textIn } from '@tangram/data-model'
import { type CalendarDocument, type ProcessDocument, type SlaDocument, weekdays } from '@tangram/flow-engine'
import type { FormDocument } from '@tangram/form-engine'
import type { DashboardDocument, ReportDocument } from '@tangram/report-engine'
import type { RuleDocument } from '@tangram/rule-engine'
import { startSettings } from '../config/start-settings.ts'
import { idFrom } from '../form/new-element.ts'
import { fieldTypeNamed, platform } from '../platform.ts'
import { questionOf } from '../reports/report-kinds.ts'
import { reportFrom } from '../reports/report-templates.ts'
import { newStage } from '../slas/new-stage.ts'

/** What a new thing begins with: enough to be published as it is. */
export type Start = { id: Id; command: Command }

/** What one can make anew, by the collection it lies in. */
export type ThingKind = 'entities' | 'forms' | 'views' | 'processes' | 'rules' | 'slas' | 'calendars' | 'reports' | 'dashboards'

type Thing = { id: Id; label: LocalizedText }

type Given = {
  document: AppDocument
  label: LocalizedText
  /** The table it is about; for a table and a dashboard it is not asked. */
  entity: Id
  /** Tables of published versions: their records are kept, so their ids are not given to new ones. */
  usedIds: UsedIds
}

const both = (en: string, zh: string): LocalizedText => ({ 'zh-CN': zh, en })

/** One command that adds a thing of this kind with sensible contents, and its id. */
export function startOf(kind: ThingKind, given: Given): Start {
  const { document, label, usedIds } = given
  const isTaken = (id: Id) => Object.hasOwn(document[kind]?.items ?? {}, id) || (kind === 'entities' && Object.hasOwn(usedIds, id))
  const id = idFrom(textIn(label, 'zh-CN'), isTaken)
  if (kind === 'entities') return { id, command: newTable(document, id, label) }
  return { id, command: addTo(kind, contents[kind](id, given)) }
}

const addTo = (kind: ThingKind, item: Thing): Command => ({ type: 'add', collection: `/${kind}`, item })

const contents = {
  forms: newForm,
  views: newView,
  processes: newProcess,
  rules: newRule,
  slas: newSla,
  calendars: newCalendar,
  reports: newReport,
  dashboards: (id: Id, { label }: Given): DashboardDocument => ({ id, label, tiles: { order: [], items: {} } }),
}

/** A table with one field comes with a form, a list and the rights of everybody who has a role with rights in the app. */
function newTable(document: AppDocument, id: Id, label: LocalizedText): Command {
  const title: FieldDocument = { id: 'name', type: 'text', label: both('Name', '名称'), config: {}, required: true }
  const entity: EntityDocument = { id, label, title: title.id, fields: { order: [title.id], items: { [title.id]: title } } }
  const own = { document: { ...document, entities: { order: [id], items: { [id]: entity } } }, label, entity: id, usedIds: {} }
  const form = newForm(
    idFrom(id, (candidate) => Object.hasOwn(document.forms.items, candidate)),
    own,
  )
  const view: ViewDocument = {
    ...newView(
      idFrom(id, (candidate) => Object.hasOwn(document.views.items, candidate)),
      own,
    ),
    form: form.id,
  }
  const using = inOrder(document.access.roles).filter((role) => role.designs !== true)
  return {
    type: 'batch',
    commands: [
      addTo('entities', entity),
      addTo('forms', form),
      addTo('views', view),
      ...using.map(
        (role): Command => ({
          type: 'set',
          path: `/access/roles/items/${role.id}/grants/${id}`,
          value: { read: true, create: true, update: true },
        }),
      ),
    ],
  }
}

/** The fields people write, one under the other. */
function newForm(id: Id, { document, label, entity }: Given): FormDocument {
  const fields = inOrder(document.entities.items[entity]?.fields).filter(
    ({ type, computed }) => fieldTypeNamed(type)?.serial === undefined && computed === undefined,
  )
  return {
    id,
    label,
    entity,
    elements: {
      order: fields.map((field) => field.id),
      items: Object.fromEntries(fields.map((field) => [field.id, { id: field.id, kind: 'field', field: field.id }])),
    },
  }
}

function newView(id: Id, { document, label, entity }: Given): ViewDocument {
  const form = inOrder(document.forms).find((candidate) => candidate.entity === entity)?.id
  const table = document.entities.items[entity]
  const columns = (table?.fields.order ?? []).slice(0, 6)
  // Nobody wrote down when the rows of a linked table came to be.
  if (table?.linked) return { id, label, entity, columns }
  columns.push('created_at')
  return { id, label, entity, columns, sort: [{ by: 'created_at', dir: 'desc' }], ...(form ? { form } : {}) }
}

/** A new record is approved or not: start, approval, two ends. */
function newProcess(id: Id, { document, label, entity }: Given): ProcessDocument {
  const step = (type: string, own: Id, name: LocalizedText) => ({
    id: own,
    type,
    label: name,
    config: startSettings(platform.nodes.find((node) => node.type === type)?.config ?? {}, { document, entity }),
  })
  const nodes = [
    step('start', 'start', both('Start', '开始')),
    step('approve', 'approve', both('Approval', '审批')),
    step('end', 'end', both('End', '结束')),
    { ...step('end', 'refused', both('Refused', '未通过')), config: { outcome: 'rejected' } },
  ]
  const flows = [
    { id: 'start_approve', from: 'start', to: 'approve' },
    { id: 'approve_end', from: 'approve', to: 'end', port: 'approved' },
    { id: 'approve_refused', from: 'approve', to: 'refused', port: 'rejected' },
  ]
  return { id, label, entity, nodes: listed(nodes), flows: listed(flows) }
}

/** Whoever made a record is told so. */
function newRule(id: Id, { document, label, entity }: Given): RuleDocument {
  const action = platform.actions.find(({ type }) => type === 'notify') ?? platform.actions[0]
  const input = startSettings(action?.input ?? {}, { document, entity })
  // Rules have no initiator: a person stands in a field, or holds a role.
  const member = inOrder(document.entities.items[entity]?.fields).find(({ type }) => type === 'member')
  const role = document.access.roles.order[0]
  const to: JsonValue = member ? { kind: 'field', field: member.id } : role ? { kind: 'role', role } : { kind: 'people', people: [] }
  return {
    id,
    label,
    entity,
    enabled: true,
    trigger: { type: 'record-created', config: {} },
    do: action ? [{ id: 'step', action: action.type, input: { ...input, ...('to' in action.input ? { to } : {}) } }] : [],
  }
}

/** One stage in eight hours of work, by the first calendar there is; its people are told when that is over. */
function newSla(id: Id, given: Given): SlaDocument {
  const { document, label, entity } = given
  const stage = newStage(document, entity, 'resolution', both('Resolution', '解决'))
  const calendar = document.calendars?.order[0]
  const onBreach = newRule(id, given).do.filter(({ input }) => Object.hasOwn(input, 'to'))
  const stages = listed([{ ...stage, onBreach }])
  return { id, label, entity, enabled: true, ...(calendar ? { calendar } : {}), stages }
}

/** Monday to Friday, nine to six, where its author is. */
function newCalendar(id: Id, { label }: Given): CalendarDocument {
  const day = [{ from: '09:00', to: '18:00' }]
  const week = Object.fromEntries(weekdays.slice(0, 5).map((weekday) => [weekday, day]))
  return { id, label, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, week, holidays: [], workdays: [] }
}

/** How many records there are, month by month. */
function newReport(id: Id, { document, label, entity }: Given): ReportDocument {
  return reportFrom(entity, { id, label, document }) ?? { id, label, ...questionOf('groups', document, entity) }
}

/** A copy under a name and an id of its own. */
export function duplicateOf(document: AppDocument, kind: Exclude<ThingKind, 'entities'>, id: Id, suffix: LocalizedText): Start {
  const original: Thing | undefined = document[kind]?.items[id]
  if (!original) throw new Error(`There is no ${id} to copy`)
  const label = Object.fromEntries(
    Object.entries(original.label).map(([locale, text]) => [locale, `${text} ${textIn(suffix, locale as 'en')}`]),
  )
  const copy = idFrom(id, (candidate) => Object.hasOwn(document[kind]?.items ?? {}, candidate))
  // A copy is not open to the public before somebody says so.
  const closed = 'public' in original ? { public: { enabled: false } } : {}
  return { id: copy, command: addTo(kind, { ...structuredClone(original), ...closed, id: copy, label }) }
}

function listed<T extends { id: Id }>(things: T[]): { order: Id[]; items: { [id: Id]: T } } {
  return { order: things.map(({ id }) => id), items: Object.fromEntries(things.map((thing) => [thing.id, thing])) }
}
