import type { LocalizedText } from '@tangram/data-model'
import type { TreeOption } from '@tangram/form-engine'
import { idFrom } from '../form/new-element.ts'

/**
 * A tree of options as people write one: a line for each, two spaces deeper than what it lies under, both languages with a bar between.
 *
 *     家电 | Appliances
 *       冰箱 | Fridge
 */
export function textOfTree(tree: readonly TreeOption[], level = 0): string {
  return tree
    .map(({ label, children }) => `${'  '.repeat(level)}${wordsOf(label)}${children?.length ? `\n${textOfTree(children, level + 1)}` : ''}`)
    .join('\n')
}

type Line = { level: number; label: LocalizedText; words: string }
type Node = { label: LocalizedText; words: string; id?: string; color?: string; children: Node[] }

/**
 * Reads such a text, or cells pasted from a table whose columns are the levels. An option keeps its id, which records hold: by its words
 * under the same parent, by its words anywhere, and when it alone among its siblings has got other words.
 *
 * @param used ids that records may hold although no option has them any more
 */
export function treeOfText(text: string, before: readonly TreeOption[], used: readonly string[]): TreeOption[] {
  const roots = nested(linesOf(text))
  keepIds(roots, before)
  const kept = new Set(nodesIn(roots).flatMap(({ id }) => id ?? []))
  const left = optionsIn(before).filter(({ id }) => !kept.has(id))
  for (const node of nodesIn(roots)) {
    const same = node.id === undefined ? left.findIndex(({ label }) => wordsOf(label) === node.words) : -1
    if (same >= 0) takeOver(node, left.splice(same, 1)[0])
  }
  const taken = new Set([...used, ...optionsIn(before).map(({ id }) => id)])
  const finished = ({ id, label, words, color, children }: Node): TreeOption => {
    const own = id ?? idFrom(words, (candidate) => taken.has(candidate))
    taken.add(own)
    return { id: own, label, ...(color ? { color } : {}), ...(children.length > 0 ? { children: children.map(finished) } : {}) }
  }
  return roots.map(finished)
}

function wordsOf(label: LocalizedText): string {
  const { 'zh-CN': zh, en } = label
  return zh && en && zh !== en ? `${zh} | ${en}` : (zh ?? en ?? '')
}

function labelOf(words: string): LocalizedText {
  const [zh = '', en] = words.split(/\s*[|｜]\s*/)
  if (en !== undefined) return { ...(zh ? { 'zh-CN': zh } : {}), ...(en ? { en } : {}) }
  return /\p{Script=Han}/u.test(zh) ? { 'zh-CN': zh } : { en: zh }
}

function linesOf(text: string): Line[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  // A tab behind words stands between cells; one before them only indents.
  if (lines.some((line) => /\S\t+\S/.test(line))) return linesOfCells(lines)
  const depths: number[] = []
  return lines.map((line) => {
    const depth = (/^[\s\u3000]*/.exec(line)?.[0] ?? '').replace(/\t|\u3000/g, '  ').length
    while (depths.length > 0 && (depths.at(-1) ?? 0) >= depth) depths.pop()
    depths.push(depth)
    const words = line.trim()
    return { level: depths.length - 1, label: labelOf(words), words: wordsOf(labelOf(words)) }
  })
}

/** Each cell lies under the one before it; an empty one means the same as above, and what stands above already is not added again. */
function linesOfCells(rows: readonly string[]): Line[] {
  const found: Line[] = []
  let above: string[] = []
  for (const row of rows) {
    const cells = row.split('\t').map((cell) => cell.trim())
    const path = cells
      .map((cell, level) => (cell === '' && cells.slice(level + 1).some(Boolean) ? (above[level] ?? '') : cell))
      .filter(Boolean)
    const same = path.findIndex((cell, level) => cell !== above[level])
    if (same >= 0) for (const [level, words] of path.entries()) if (level >= same) found.push({ level, label: labelOf(words), words })
    above = path
  }
  return found
}

function nested(lines: readonly Line[]): Node[] {
  const roots: Node[] = []
  const open: Node[] = []
  for (const { level, label, words } of lines) {
    open.length = Math.min(level, open.length)
    const siblings = open.at(-1)?.children ?? roots
    // The same words twice in one place are one option.
    const known = siblings.find((node) => node.words === words)
    const node = known ?? { label, words, children: [] }
    if (!known) siblings.push(node)
    open.push(node)
  }
  return roots
}

function keepIds(nodes: readonly Node[], before: readonly TreeOption[]): void {
  const left = [...before]
  for (const node of nodes) {
    const same = left.findIndex(({ label }) => wordsOf(label) === node.words)
    if (same >= 0) keep(node, left.splice(same, 1)[0])
  }
  const fresh = nodes.filter(({ id }) => id === undefined)
  if (fresh.length === 1 && left.length === 1 && fresh[0]) keep(fresh[0], left[0])
}

function keep(node: Node, option: TreeOption | undefined): void {
  takeOver(node, option)
  keepIds(node.children, option?.children ?? [])
}

function takeOver(node: Node, option: TreeOption | undefined): void {
  if (!option) return
  node.id = option.id
  if (option.color) node.color = option.color
}

const nodesIn = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...nodesIn(node.children)])

const optionsIn = (tree: readonly TreeOption[]): TreeOption[] => tree.flatMap((option) => [option, ...optionsIn(option.children ?? [])])
