import { attributesOf, type Element, extensionValues } from './element.ts'

const families: { [dialect: string]: RegExp } = {
  camunda: /^http:\/\/(www\.)?camunda\.org\/schema\/1\.0\/bpmn$|^http:\/\/activiti\.com\/modeler$/,
  flowable: /^http:\/\/flowable\.org\/(bpmn|design)$|^http:\/\/(www\.)?activiti\.org\/bpmn$/,
  zeebe: /^http:\/\/camunda\.org\/schema\/zeebe\/1\.0$/,
}

export const tangramUri = 'urn:tangram:bpmn'

type Namespaces = { [prefix: string]: string }

/** Attributes of Camunda, Flowable and Activiti, which agree on their names, by local name. */
export function engineAttributes(element: Element, namespaces: Namespaces): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(attributesOf(element)).flatMap(([name, value]) => {
      const [prefix = '', local = ''] = name.split(':')
      const uri = namespaces[prefix] ?? ''
      return families.camunda?.test(uri) || families.flowable?.test(uri) ? [[local, value.trim()]] : []
    }),
  )
}

/** Extension elements of any engine by their local name. */
export function extensionsOf(element: Element, name?: string): Element[] {
  return extensionValues(element).filter((each) => name === undefined || localName(each) === name)
}

/** Attributes of the Zeebe extension of this name; undefined when it has none. */
export function zeebe(element: Element, name: string): { [name: string]: string } | undefined {
  const found = extensionsOf(element, name).find((each) => families.zeebe?.test(String(each.$uri)))
  return found && attributesOf(found)
}

/** The language expressions are written in, by the engines the file is for. FEEL texts begin with `=`. */
export function languageOf(text: string): 'juel' | 'feel' | undefined {
  if (/^\s*[$#]\{/.test(text)) return 'juel'
  return /^\s*=/.test(text) ? 'feel' : undefined
}

/** Whether a setting is computed: `${…}`, `#{…}` or `= …`. */
export const isExpression = (text: string): boolean => languageOf(text) !== undefined

export const localName = (element: Element): string => element.$type.slice(element.$type.indexOf(':') + 1)
