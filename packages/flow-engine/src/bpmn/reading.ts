import {
  type Diagnostic,
  type Id,
  integer,
  isJsonObject,
  type JsonObject,
  type Locale,
  type LocalizedText,
  type MessageParams,
} from '@tangram/data-model'
import { type Logic, parseFormula, printFormula, type Scope } from '@tangram/expression'
import type { Assignees, VariableDocument } from '../document.ts'
import { flowScope } from '../flow-scope.ts'
import { nodeTypes } from '../nodes/index.ts'
import { languageOf, tangramUri } from './dialect.ts'
import { type Element, extensionValues, idOf, textOf } from './element.ts'
import { findings } from './messages.ts'
import { slug } from './slug.ts'
import { type ExpressionLanguage, translateExpression } from './translate-expression.ts'

/** A task that another engine would hand to code. */
export type ForeignTask = {
  /** Its id in the file. */
  element: string
  /** `bpmn:serviceTask` */
  type: string
  name: string
  /** What would run: a class, a delegate, an expression, a job type, a topic, a script, a decision. */
  implementation: { kind: string; value: string }
  /** All its attributes of other namespaces, with the prefixes of the file. */
  attributes: { [name: string]: string }
  /** Its extension elements. */
  extensions: Element[]
}

/** What is to be done instead: an action of the registry, or any node. */
export type Handled = { action: string; input?: JsonObject } | { type: string; config: JsonObject }

export type ImportOptions = {
  /** Expressions of another engine; undefined leaves the text to the translator that is built in. */
  translateExpression?: (text: string, language: ExpressionLanguage | undefined) => { logic: Logic } | undefined
  /** What service, script and rule tasks do here; undefined when it is not known. */
  handlers?: (task: ForeignTask) => Handled | undefined
  /** Tasks nobody handles: `refuse` the file (the default), or `keep` them as actions that are still to be chosen. */
  unhandled?: 'refuse' | 'keep'
  /** Table whose records run through the process. Default `record`. */
  entity?: Id
  /** Fields of that table; names in expressions that are not among them are told. Absent: any name may be a field. */
  fields?: readonly Id[]
  /** Names of that table: expressions come out as its formulas would be, with exact arithmetic on decimals. */
  scope?: Scope
  /** Who a candidate group is. Default: the team of this key. */
  groups?: (group: string) => Assignees
  /** The form a form key means. */
  forms?: (key: string) => Id | undefined
  /**
   * Which processes run. `auto` (the default): all, but where one says `isExecutable="true"` those that say `false` are kept as drawings;
   * `all` whatever they say; `marked` only those that say `true`.
   */
  executable?: 'auto' | 'all' | 'marked'
  /** Language of names without a Chinese character in them. Default `en`. */
  locale?: Locale
}

/** One import under way: what the file declares, what it has said so far. */
export class Reading {
  readonly options: ImportOptions
  readonly namespaces: { [prefix: string]: string }
  /** Messages, signals, errors and escalations of the file by id. */
  readonly roots: ReadonlyMap<string, Element>
  readonly diagnostics: Diagnostic[] = []
  readonly variables = new Map<Id, VariableDocument>()
  /** Ids of ours by ids of the file. */
  readonly ids = new Map<string, Id>()

  constructor(options: ImportOptions, namespaces: { [prefix: string]: string }, roots: ReadonlyMap<string, Element>) {
    this.options = options
    this.namespaces = namespaces
    this.roots = roots
  }

  say(code: Parameters<typeof findings.at>[0], element: Element, params: MessageParams = {}, isError = true): void {
    this.diagnostics.push(findings.at(code, idOf(element), params, isError))
  }

  /** The expression a text holds; what cannot be translated is told and left out. `item`: what the file calls the item of a loop. */
  logic(element: Element, text: string, item?: string): Logic | undefined {
    const language = languageOf(text)
    const translated = this.options.translateExpression?.(text, language) ?? this.#translate(element, text, language, item)
    if (!translated) this.say('bpmn.expression.unknown', element, { text }, false)
    return translated && this.#typed(translated.logic)
  }

  /** As a formula over the table would have it; as it is when it is none, which the check of the process tells. */
  #typed(logic: Logic): Logic {
    const { scope } = this.options
    if (!scope) return logic
    const variables = { order: [...this.variables.keys()], items: Object.fromEntries(this.variables) }
    const names = flowScope(scope, { variables })
    // Written down as if there were whole numbers only, `>` is the sign that is exact where it is read with the table's types.
    const plain: Scope = { ...names, typeOf: (path) => (names.typeOf(path)?.kind === 'decimal' ? integer() : names.typeOf(path)) }
    const parsed = parseFormula(printFormula(logic, plain, 'en'), names, 'en')
    return 'logic' in parsed ? parsed.logic : logic
  }

  #translate(element: Element, text: string, language: ExpressionLanguage | undefined, item: string | undefined) {
    const nameOf = (name: string) => this.#nameOf(element, name, item)
    if (language) return translateExpression(text, language, nameOf)
    return translateExpression(text, 'feel', nameOf) ?? translateExpression(`\${${text}}`, 'juel', nameOf)
  }

  #nameOf(element: Element, name: string, item: string | undefined): string {
    if (name === item) return '$item'
    if (Object.hasOwn(knownNames, name)) return knownNames[name] ?? name
    if (name.startsWith('$')) return name
    const plain = slug(name) ?? name
    const { fields } = this.options
    const variable = this.variables.get(plain)
    if (variable) return `$vars.${variable.id}`
    if (!fields) return plain
    const field = fields.find((candidate) => candidate === name || candidate === plain || candidate === name.toLowerCase())
    if (field === undefined) this.say('bpmn.name.unknown', element, { name }, false)
    return field ?? plain
  }
}

/** Names every engine gives by itself. */
const knownNames: { [name: string]: string } = {
  loopCounter: '$index',
  nrOfInstances: '$loop.total',
  numberOfInstances: '$loop.total',
  nrOfCompletedInstances: '$loop.completed',
  numberOfCompletedInstances: '$loop.completed',
  nrOfActiveInstances: '$loop.active',
  numberOfActiveInstances: '$loop.active',
  arrived: '$arrived',
  activationCount: '$arrived',
  initiator: '$initiator',
  $INITIATOR: '$initiator',
  starter: '$initiator',
  startUserId: '$initiator',
}

/** A name of the file as a label: Chinese when it has a Chinese character. */
export function labelOf(name: string, locale: Locale = 'en'): LocalizedText {
  return { [/\p{Script=Han}/u.test(name) ? 'zh-CN' : locale]: name }
}

/** What a node without a name is called. */
export function typeLabel(type: string): LocalizedText {
  return nodeTypes.find((candidate) => candidate.type === type)?.label ?? { en: type }
}

/** What an export of ours has written beside an element; null when it cannot be read. */
export function tangramOf(element: Element): JsonObject | null | undefined {
  const found = extensionValues(element).find((each) => each.$uri === tangramUri)
  if (!found) return undefined
  try {
    const value: unknown = JSON.parse(textOf(found, '$body') ?? '')
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** The element without what an export of ours has written beside it. */
export function withoutTangram(element: Element): Element {
  const values = extensionValues(element).filter((each) => each.$uri !== tangramUri)
  if (values.length === extensionValues(element).length) return element
  const { extensionElements: _, ...rest } = element
  return values.length === 0
    ? (rest as Element)
    : { ...rest, $type: element.$type, extensionElements: { $type: 'bpmn:ExtensionElements', values } }
}
