import { pinyin } from 'pinyin-pro'

const known = new Map<string, string>()

/** First letters of a label as it is typed in pinyin: `已解决` → `yjj`. Other writing stays as it is. */
export function initialsOf(label: string): string {
  const found = known.get(label) ?? pinyin(label, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')
  known.set(label, found)
  return found
}
