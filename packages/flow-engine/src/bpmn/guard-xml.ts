import type { Diagnostic } from '@tangram/data-model'
import { findings } from './messages.ts'

const mostCharacters = 5_000_000
const mostElements = 50_000
const deepest = 40
const longestTag = 100_000

/**
 * Turns away what no honest BPMN file needs before it is parsed: document types (and with them entities and everything they fetch or
 * multiply), more than 5 million characters, more than 50,000 elements, elements more than 40 deep. One pass over the text.
 */
export function guardXml(xml: string): Diagnostic | undefined {
  if (xml.length > mostCharacters) return findings.file('bpmn.file.too-large', { found: xml.length, most: mostCharacters })
  let depth = 0
  let elements = 0
  for (let at = xml.indexOf('<'); at >= 0; ) {
    const past = endOfMarkup(xml, at)
    // A parser may look for the end of every such piece again and again.
    if (past === undefined) return findings.file('bpmn.file.not-bpmn', { why: 'unfinished markup' })
    if (xml.startsWith('</', at)) depth -= 1
    else if (/[!?]/.test(xml[at + 1] ?? '')) {
      if (!xml.startsWith('<!--', at) && !xml.startsWith('<![CDATA[', at) && xml[at + 1] === '!') return findings.file('bpmn.file.doctype')
    } else {
      elements += 1
      if (xml[past - 2] !== '/') depth += 1
    }
    if (depth > deepest) return findings.file('bpmn.file.too-deep', { most: deepest })
    if (elements > mostElements) return findings.file('bpmn.file.too-many', { most: mostElements })
    at = xml.indexOf('<', past)
  }
  return undefined
}

/** Where the markup that begins here is over; undefined when it never is, or runs into the next. A document type counts as over at once. */
function endOfMarkup(xml: string, start: number): number | undefined {
  const closed = (open: string, close: string) => {
    const end = xml.indexOf(close, start + open.length)
    return end < 0 ? undefined : end + close.length
  }
  if (xml.startsWith('<!--', start)) return closed('<!--', '-->')
  if (xml.startsWith('<![CDATA[', start)) return closed('<![CDATA[', ']]>')
  if (xml.startsWith('<?', start)) return closed('<?', '?>')
  if (xml.startsWith('<!', start)) return start + 2
  let quote = ''
  for (let at = start + 1; at < xml.length; at += 1) {
    const character = xml[at] ?? ''
    if (character === '<' || at - start > longestTag) return undefined
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
  }
  return undefined
}
