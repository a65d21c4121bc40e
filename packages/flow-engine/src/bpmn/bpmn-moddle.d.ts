/** The little of bpmn-moddle that is used here; its own types describe elements, not the reader. */
declare module 'bpmn-moddle' {
  export type ModdleProperty = {
    name: string
    ns: { localName: string }
    isMany?: boolean
    isReference?: boolean
    isVirtual?: boolean
    type: string
  }
  export type ModdleElement = {
    $type: string
    $attrs?: { [name: string]: unknown }
    $descriptor: { isGeneric?: boolean; ns: { prefix: string; localName: string; uri?: string }; properties?: ModdleProperty[] }
    $parent?: ModdleElement
    id?: string
    [property: string]: unknown
  }
  export type ParseResult = {
    rootElement: ModdleElement
    warnings: (Error & { element?: ModdleElement; property?: string; value?: string })[]
    references: { element: ModdleElement; property: string; id: string }[]
    elementsById: { [id: string]: ModdleElement }
  }
  export class BpmnModdle {
    fromXML(xml: string): Promise<ParseResult>
    toXML(root: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
    create(type: string, properties?: object): ModdleElement
    createAny(type: string, uri: string, properties?: object): ModdleElement
  }
}
