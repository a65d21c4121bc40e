import { itemOf, type Locale, type LocalizedText, textIn } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import type { FormDocument } from '@tangram/form-engine'
import type { AppDocument } from './document.ts'

/** The kinds of things an app document holds in collections. */
export type PartName =
  | 'entity'
  | 'field'
  | 'column'
  | 'form'
  | 'element'
  | 'process'
  | 'node'
  | 'flow'
  | 'rule'
  | 'calendar'
  | 'sla'
  | 'stage'
  | 'report'
  | 'dashboard'
  | 'tile'
  | 'view'
  | 'role'

type Properties = { [property: string]: unknown }

/** One collection of the document: where it stands in its holder, and how people speak of its things. */
export type Part = {
  name: PartName
  /** Keys from the holder to the collection. */
  at: readonly string[]
  words: Required<LocalizedText>
  /** True: removing one retires data instead. */
  keepsData?: boolean
  /** True: things may stand in an order other than the collection's own (form elements in sections); their engine checks it. */
  orderElsewhere?: boolean
  /** Properties whose changes nobody needs to read. */
  ignore?: readonly string[]
  /** What people call it; a thing without a label of its own borrows one. `holder` is the thing the collection belongs to. */
  nameOf(item: Properties, app: AppDocument, holder: object): LocalizedText
  inner?: readonly Part[]
}

const labelled: Part['nameOf'] = (item) => (item.label as LocalizedText | undefined) ?? plain(item.id)

const plain = (text: unknown): LocalizedText => ({ en: String(text), 'zh-CN': String(text) })

/** Every collection of an app document, in the order of the document. */
export const parts: readonly Part[] = [
  {
    name: 'entity',
    at: ['entities'],
    words: { en: 'table', 'zh-CN': '数据表' },
    keepsData: true,
    nameOf: labelled,
    inner: [
      {
        name: 'field',
        at: ['fields'],
        words: { en: 'field', 'zh-CN': '字段' },
        keepsData: true,
        nameOf: labelled,
        inner: [{ name: 'column', at: ['fields'], words: { en: 'column', 'zh-CN': '列' }, keepsData: true, nameOf: labelled }],
      },
    ],
  },
  {
    name: 'form',
    at: ['forms'],
    words: { en: 'form', 'zh-CN': '表单' },
    nameOf: labelled,
    inner: [{ name: 'element', at: ['elements'], words: { en: 'element', 'zh-CN': '元素' }, nameOf: elementName, orderElsewhere: true }],
  },
  {
    name: 'process',
    at: ['processes'],
    words: { en: 'process', 'zh-CN': '流程' },
    nameOf: labelled,
    inner: [
      { name: 'node', at: ['nodes'], words: { en: 'step', 'zh-CN': '节点' }, ignore: ['position'], nameOf: labelled },
      { name: 'flow', at: ['flows'], words: { en: 'connection', 'zh-CN': '连线' }, nameOf: flowName },
    ],
  },
  { name: 'rule', at: ['rules'], words: { en: 'rule', 'zh-CN': '规则' }, nameOf: labelled },
  { name: 'calendar', at: ['calendars'], words: { en: 'working calendar', 'zh-CN': '工作日历' }, nameOf: labelled },
  {
    name: 'sla',
    at: ['slas'],
    words: { en: 'service agreement', 'zh-CN': '服务承诺' },
    nameOf: labelled,
    inner: [{ name: 'stage', at: ['stages'], words: { en: 'stage', 'zh-CN': '阶段' }, nameOf: labelled }],
  },
  { name: 'report', at: ['reports'], words: { en: 'report', 'zh-CN': '报表' }, nameOf: labelled },
  {
    name: 'dashboard',
    at: ['dashboards'],
    words: { en: 'dashboard', 'zh-CN': '看板' },
    nameOf: labelled,
    inner: [
      {
        name: 'tile',
        at: ['tiles'],
        words: { en: 'tile', 'zh-CN': '图块' },
        nameOf: (item, app) => itemOf(app.reports, String(item.report))?.label ?? plain(item.id),
      },
    ],
  },
  { name: 'view', at: ['views'], words: { en: 'list', 'zh-CN': '列表' }, nameOf: labelled },
  { name: 'role', at: ['access', 'roles'], words: { en: 'role', 'zh-CN': '角色' }, nameOf: labelled },
]

/** A field on a form is called what its field is called, unless the form says otherwise. */
function elementName(item: Properties, app: AppDocument, form: object): LocalizedText {
  if (item.label !== undefined) return item.label as LocalizedText
  const entity = itemOf(app.entities, (form as FormDocument).entity)
  return itemOf(entity?.fields, String(item.field))?.label ?? plain(item.id)
}

/** A connection without a label is called by its ends. */
function flowName(item: Properties, _app: AppDocument, process: object): LocalizedText {
  if (item.label !== undefined) return item.label as LocalizedText
  const { nodes } = process as ProcessDocument
  const ends = [String(item.from), String(item.to)].map((id) => itemOf(nodes, id)?.label ?? plain(id))
  const join = (locale: Locale) => ends.map((end) => textIn(end, locale)).join(' → ')
  return { en: join('en'), 'zh-CN': join('zh-CN') }
}
