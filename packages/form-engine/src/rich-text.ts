/** A part of a formatted text: words, or an element of the fixed small set with what is in it. */
export type RichNode = string | { tag: RichTag; href?: string; children: RichNode[] }

export type RichTag = (typeof blocks)[number] | (typeof inlines)[number]

const blocks = ['p', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr'] as const
const inlines = ['strong', 'em', 'u', 's', 'code', 'a', 'br'] as const

/** Elements that mean the same as one of the set. */
const same: { [tag: string]: RichTag } = {
  b: 'strong',
  i: 'em',
  del: 's',
  strike: 's',
  ins: 'u',
  div: 'p',
  h1: 'h2',
  h4: 'h3',
  h5: 'h3',
  h6: 'h3',
  ...Object.fromEntries([...blocks, ...inlines].map((tag) => [tag, tag])),
}
/** Elements whose content is no text for people. */
const silent = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'embed',
  'noscript',
  'svg',
  'math',
  'title',
  'head',
  'textarea',
  'select',
  'xmp',
])
const isBlock = (tag: RichTag): boolean => (blocks as readonly string[]).includes(tag)
const deepest = 24

type Open = { tag: RichTag | 'root'; href?: string; children: RichNode[] }

/**
 * Reads HTML of any origin. Only a small set of elements comes out, an address only with `http:`, `https:`, `mailto:` or `tel:`; all
 * other elements give way to their text, scripts and the like to nothing. Never throws; time grows linearly with the length.
 */
export function parseRichText(html: string): RichNode[] {
  const root: Open = { tag: 'root', children: [] }
  const open: Open[] = [root]
  const top = () => open.at(-1) ?? root
  const begin = (tag: RichTag, href?: string) => {
    const node = { tag, ...(href === undefined ? {} : { href }), children: [] }
    top().children.push(node)
    open.push(node)
  }
  const endTo = (depth: number) => open.splice(Math.max(1, depth))
  // Blocks stand in blocks that hold blocks; what is open inside of a line ends before.
  const leaveLine = () => {
    const at = open.findIndex(
      ({ tag }) => tag !== 'root' && (!isBlock(tag) || tag === 'p' || tag === 'h2' || tag === 'h3' || tag === 'pre'),
    )
    if (at > 0) endTo(at)
  }
  const enterLine = () => {
    const { tag } = top()
    if (tag === 'ul' || tag === 'ol') begin('li')
    else if (tag === 'root' || tag === 'blockquote') begin('p')
  }
  const addText = (raw: string) => {
    const text = decoded(raw)
    const isLine = !['root', 'blockquote', 'ul', 'ol'].includes(top().tag)
    if (text === '' || (!isLine && text.trim() === '')) return
    enterLine()
    const { children } = top()
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + text
    else children.push(text)
  }
  const start = (tag: RichTag, attributes: string) => {
    if (tag === 'br' || tag === 'hr') {
      if (tag === 'hr') leaveLine()
      else enterLine()
      if (tag === 'hr' && (top().tag === 'ul' || top().tag === 'ol')) begin('li')
      top().children.push({ tag, children: [] })
      return
    }
    const href = tag === 'a' ? addressIn(attributes) : undefined
    if ((tag === 'a' && href === undefined) || open.length > deepest) return
    if (!isBlock(tag)) {
      // A link in a link, bold in bold: once is enough.
      if (open.some((one) => one.tag === tag)) return
      enterLine()
      begin(tag, href)
      return
    }
    leaveLine()
    if (tag === 'li') {
      const at = open.findLastIndex((one) => one.tag === 'ul' || one.tag === 'ol')
      if (at < 0) return begin('p')
      endTo(at + 1)
    } else if (top().tag === 'ul' || top().tag === 'ol') begin('li')
    begin(tag)
  }
  const end = (tag: RichTag) => {
    const at = open.findLastIndex((one) => one.tag === tag)
    if (at > 0) endTo(at)
    else if (tag === 'p') leaveLine()
  }

  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    if (next < 0) break
    if (next > at) addText(html.slice(at, next))
    if (html.startsWith('<!--', next)) {
      const close = html.indexOf('-->', next + 4)
      at = close < 0 ? html.length : close + 3
      continue
    }
    const close = html.indexOf('>', next)
    const parts = close < 0 ? null : /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(next, Math.min(close, next + 40)))
    if (close < 0) {
      at = next
      break
    }
    if (!parts) {
      // A tag has a letter, `!` or `?` behind its sign; any other sign is one of the text.
      const isOther = /[!?/]/.test(html[next + 1] ?? '')
      if (!isOther) addText('&lt;')
      at = isOther ? close + 1 : next + 1
      continue
    }
    const [, slash, name = ''] = parts
    at = close + 1
    const word = name.toLowerCase()
    if (silent.has(word)) {
      if (!slash) at = afterEnd(html, word, at)
      continue
    }
    const tag = Object.hasOwn(same, word) ? same[word] : undefined
    if (!tag) continue
    if (slash) end(tag)
    else start(tag, html.slice(next, close))
  }
  if (at < html.length) addText(html.slice(at))
  return root.children.filter(isSubstantial)
}

/** The HTML of the set, safe to store and to show; empty when nothing is said in it. Cleaning twice is cleaning once. */
export function cleanRichText(html: string): string {
  const nodes = parseRichText(html)
  return nodes.some(saysSomething) ? nodes.map(htmlOf).join('') : ''
}

/** The words of a formatted text, a line for each block. */
export function plainRichText(html: string): string {
  const lines: string[] = ['']
  const add = (text: string) => {
    lines[lines.length - 1] += text
  }
  const visit = (node: RichNode) => {
    if (typeof node === 'string') return add(node)
    if (node.tag === 'br' || (isBlock(node.tag) && lines.at(-1) !== '' && lines.at(-1) !== '• ')) lines.push('')
    if (node.tag === 'li') add('• ')
    for (const child of node.children) visit(child)
  }
  for (const node of parseRichText(html)) visit(node)
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** Text without formatting as formatted text: a paragraph for each line. */
export const richTextOf = (plain: string): string =>
  plain
    .split(/\r?\n/)
    .map((line) => (line.trim() ? `<p>${escaped(line)}</p>` : ''))
    .join('')

function htmlOf(node: RichNode): string {
  if (typeof node === 'string') return escaped(node)
  const { tag, href, children } = node
  if (tag === 'br' || tag === 'hr') return `<${tag}>`
  return `<${tag}${href === undefined ? '' : ` href="${escaped(href)}"`}>${children.map(htmlOf).join('')}</${tag}>`
}

const isSubstantial = (node: RichNode): boolean => typeof node === 'string' || !['ul', 'ol'].includes(node.tag) || node.children.length > 0

const saysSomething = (node: RichNode): boolean =>
  typeof node === 'string' ? node.trim() !== '' : node.tag === 'hr' || node.children.some(saysSomething)

/** Where the text goes on after an element that is passed over. */
function afterEnd(html: string, tag: string, from: number): number {
  const end = new RegExp(`</${tag}`, 'gi')
  end.lastIndex = from
  const close = end.exec(html) ? html.indexOf('>', end.lastIndex) : -1
  return close < 0 ? html.length : close + 1
}

function addressIn(attributes: string): string | undefined {
  const parts = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes)
  const address = decoded(parts?.[1] ?? parts?.[2] ?? parts?.[3] ?? '').trim()
  return /^(?:https?:\/\/|mailto:|tel:)[^\s<>"]+$/i.test(address) && address.length <= 2000 ? address : undefined
}

const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? (entities[name] ?? whole) : whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&quot;'))
