import { fail } from '../errors.ts'

export type XmlHandler = {
  /** `name` without prefix; `attributes` as they stand in the text. */
  open(name: string, attributes: string): void
  text(text: string): void
  close(name: string): void
}

/** One tag or text of a workbook is never longer; a cell holds 32,767 characters. */
const longestToken = 1_000_000
const deepest = 64

/**
 * Reads XML as its text comes and tells what it meets. Knows what a workbook needs and refuses the rest: a document type (entities
 * that multiply, files of the server), tags that do not match, a text that ends too early.
 *
 * @throws workbook.xlsx.broken-xml with the part and what was wrong
 */
export class XmlScanner {
  readonly #part: string
  readonly #handler: XmlHandler
  readonly #open: string[] = []
  #rest = ''
  #hasRoot = false

  constructor(part: string, handler: XmlHandler) {
    this.#part = part
    this.#handler = handler
  }

  write(chunk: string): void {
    const text = this.#rest + chunk
    let at = 0
    for (;;) {
      const tag = text.indexOf('<', at)
      if (tag < 0) break
      const end = this.#endOf(text, tag)
      if (end < 0) break
      if (tag > at) this.#text(text.slice(at, tag))
      this.#tag(text, tag, end)
      at = end + 1
    }
    this.#rest = at === 0 ? text : text.slice(at)
    if (this.#rest.length > longestToken) this.#broken('too-long')
  }

  end(): void {
    if (this.#rest.trim() !== '' || this.#open.length > 0 || !this.#hasRoot) this.#broken('ends-early')
  }

  /** Where the tag that begins here ends; below 0 when the rest has not come yet. */
  #endOf(text: string, tag: number): number {
    if (text.charCodeAt(tag + 1) !== 33 /* ! */) {
      let end = text.indexOf('>', tag)
      // A `>` within quotes does not end the tag.
      while (end > 0 && isWithinQuotes(text, tag, end)) end = text.indexOf('>', end + 1)
      return end
    }
    if (text.startsWith('<!--', tag)) return after(text.indexOf('-->', tag + 4), 2)
    if (text.startsWith('<![CDATA[', tag)) return after(text.indexOf(']]>', tag + 9), 2)
    if (text.length - tag < 9 && ('<![CDATA['.startsWith(text.slice(tag)) || '<!--'.startsWith(text.slice(tag)))) return -1
    return this.#broken('document-type')
  }

  #tag(text: string, tag: number, end: number): void {
    const mark = text.charCodeAt(tag + 1)
    if (mark === 47 /* / */) {
      const name = localName(text, tag + 2, end)
      if (this.#open.pop() !== name) this.#broken('tags')
      this.#handler.close(name)
      return
    }
    if (mark === 63 /* ? */) return
    if (mark === 33 /* ! */) {
      if (text.startsWith('<![CDATA[', tag)) this.#handler.text(text.slice(tag + 9, end - 2))
      return
    }
    const isEmpty = text.charCodeAt(end - 1) === 47
    const last = isEmpty ? end - 1 : end
    const name = localName(text, tag + 1, last)
    if (name === '' || (this.#open.length === 0 && this.#hasRoot)) this.#broken('tags')
    this.#hasRoot = true
    this.#handler.open(name, text.slice(tag + 1, last))
    if (isEmpty) this.#handler.close(name)
    else if (this.#open.push(name) > deepest) this.#broken('too-deep')
  }

  #text(text: string): void {
    if (this.#open.length === 0) {
      if (text.trim() !== '' && text !== '\ufeff') this.#broken('tags')
      return
    }
    this.#handler.text(text.includes('&') ? this.#decoded(text) : text)
  }

  #decoded(text: string): string {
    return text.replace(/&(#x?[0-9a-fA-F]+|\w+);?/g, (whole, name: string) => {
      const known = entities.get(name)
      if (known !== undefined) return known
      const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : Number.NaN
      // No text of XML holds zero or half of a surrogate pair.
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      if (!whole.endsWith(';') || !isCharacter) this.#broken('entity')
      return String.fromCodePoint(code)
    })
  }

  #broken(problem: keyof typeof problems): never {
    throw fail('workbook.xlsx.broken-xml', { part: this.#part, problem: problems[problem] })
  }
}

const problems = {
  'ends-early': { en: 'it ends too early', 'zh-CN': '内容不完整' },
  'document-type': { en: 'it declares a document type, which workbooks never do', 'zh-CN': '含有工作簿不应有的文档类型声明' },
  'too-long': { en: 'a single piece of text is too long', 'zh-CN': '单段文本过长' },
  'too-deep': { en: 'its tags are nested too deeply', 'zh-CN': '标签嵌套过深' },
  tags: { en: 'its tags do not match', 'zh-CN': '标签不匹配' },
  entity: { en: 'it uses an unknown entity', 'zh-CN': '使用了未知的实体' },
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const after = (found: number, more: number): number => (found < 0 ? -1 : found + more)

function isWithinQuotes(text: string, tag: number, end: number): boolean {
  let quote = 0
  for (let i = tag; i < end; i++) {
    const code = text.charCodeAt(i)
    if (quote === 0) {
      if (code === 34 || code === 39) quote = code
    } else if (code === quote) quote = 0
  }
  return quote !== 0
}

/** `x:row r="1"` → `row` */
function localName(text: string, from: number, end: number): string {
  let start = from
  let at = from
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === 58 /* : */) start = at + 1
    else if (code <= 32 || code === 47) break
  }
  return text.slice(start, at)
}

/** The value of an attribute; undefined when the tag has none of that name. */
export function attributeIn(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  const raw = found?.[1] ?? found?.[2]
  return raw?.replace(/&(\w+);/g, (whole, entity: string) => entities.get(entity) ?? whole)
}
