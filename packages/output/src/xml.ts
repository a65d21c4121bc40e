const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const characters: { [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A text for XML; characters that XML cannot hold are left out. */
export function escaped(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '').replace(/[&<>"]/g, (found) => entities[found] ?? '')
}

const unescaped = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
    name ? (characters[name] ?? all) : String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16)),
  )

export type Element = { name: string; attributes: { [name: string]: string }; children: Element[]; text: string }

/** The elements of an XML text that this package (or ECharts) has written; no reader of other people's files. */
export function elementsOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  for (const [, cdata, closing, name, rest, empty, text] of xml.matchAll(
    /(<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>)|<(\/?)([\w:]+)((?:[^>"]|"[^"]*")*?)(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root
    if (cdata) continue
    if (text !== undefined) parent.text += unescaped(text)
    else if (closing) open.pop()
    else if (name) {
      const attributes = Object.fromEntries(
        [...(rest ?? '').matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value ?? '')]),
      )
      const element = { name, attributes, children: [], text: '' }
      parent.children.push(element)
      if (!empty) open.push(element)
    }
  }
  return root
}
