import { Text, Textarea } from '@mantine/core'
import type { JsonValue } from '@tangram/data-model'
import type { TreeOption } from '@tangram/form-engine'
import { useTranslation } from '@tangram/ui'
import { type KeyboardEvent, useState } from 'react'
import { textOfTree, treeOfText } from './option-tree-text.ts'
import type { SettingProps } from './setting-props.ts'

/** Options with options under them, written as an indented list. A range of a table can be pasted. */
export function OptionTreeSetting({ label, value, usedOptions, onChange }: SettingProps) {
  const { t } = useTranslation('designer')
  const tree = Array.isArray(value) ? (value as unknown as TreeOption[]) : []
  // Spaces and blank lines that say nothing yet stay in the box.
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? textOfTree(tree)
  const change = (next: string) => {
    setDraft(next)
    onChange(treeOfText(next, tree, usedOptions) as unknown as JsonValue)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isIn = event.key === ']' || event.key === 'ArrowRight'
    const isOut = event.key === '[' || event.key === 'ArrowLeft'
    const isMeant = event.key.startsWith('Arrow') ? event.altKey : event.ctrlKey || event.metaKey
    if (!isMeant || !(isIn || isOut)) return
    event.preventDefault()
    const { currentTarget } = event
    const moved = shifted(text, currentTarget.selectionStart, currentTarget.selectionEnd, isIn)
    change(moved.text)
    requestAnimationFrame(() => currentTarget.setSelectionRange(moved.start, moved.end))
  }
  return (
    <div>
      <Textarea
        label={label}
        description={t('tree-help')}
        autosize
        minRows={4}
        maxRows={20}
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setDraft(null)}
      />
      <Text size="sm" c="dimmed" mt={4}>
        {t('tree-keys')}
      </Text>
    </div>
  )
}

/** The lines of a selection one level deeper or higher, and where the selection then is. */
function shifted(text: string, from: number, to: number, isIn: boolean): { text: string; start: number; end: number } {
  const first = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to)
  const last = end < 0 ? text.length : end
  const lines = text.slice(first, last).split('\n')
  const moved = lines.map((line) => (isIn ? `  ${line}` : line.replace(/^(?: {1,2}|\t)/, '')))
  const grown = moved.join('\n').length - (last - first)
  const shift = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  return { text: text.slice(0, first) + moved.join('\n') + text.slice(last), start: Math.max(first, from + shift), end: to + grown }
}
