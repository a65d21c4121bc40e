import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

/** One key of a view. `keys` as in `mod+k` (Ctrl, on a Mac ⌘), `shift+a`, `Escape`, `n`. */
export type Shortcut = {
  keys: string
  label: string
  run: (event: KeyboardEvent) => void
  /** True: also while a text field or something in a dialog has the focus. */
  inFields?: boolean
}

type Registry = { add: (read: () => readonly Shortcut[]) => () => void }
const ShortcutsContext = createContext<Registry | null>(null)

/** Hears the keys of the page and shows them all on `?`. Once around the page. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('ui')
  const views = useRef(new Set<() => readonly Shortcut[]>())
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null)

  const all = useCallback(() => [...views.current].flatMap((read) => read()), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const isTyping = isTextField(event.target)
      if (event.key === '?' && !isTyping) return setShown(all())
      const isElsewhere = isTyping || isInDialog(event.target)
      // The view that came last lies on top, so it is asked first.
      const hit = all().findLast((shortcut) => (shortcut.inFields || !isElsewhere) && matches(shortcut.keys, event))
      if (!hit) return
      event.preventDefault()
      hit.run(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [all])

  const registry = useMemo<Registry>(
    () => ({
      add: (read) => {
        views.current.add(read)
        return () => views.current.delete(read)
      },
    }),
    [],
  )
  return (
    <ShortcutsContext value={registry}>
      {children}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t('shortcuts')}
        size={420}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack gap={10}>
          {[...(shown ?? []), { keys: '?', label: t('show-shortcuts') }].map((shortcut) => (
            <Group key={shortcut.keys + shortcut.label} justify="space-between" wrap="nowrap">
              <Text size="md">{shortcut.label}</Text>
              <Keys keys={shortcut.keys} />
            </Group>
          ))}
        </Stack>
      </Modal>
    </ShortcutsContext>
  )
}

/** Keys of the view that calls it, for as long as it is on screen. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(ShortcutsContext)
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => registry?.add(() => latest.current), [registry])
}

/** A shortcut as it stands on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      {keys.split('+').map((key) => (
        <Kbd key={key} size="sm">
          {keyName(key)}
        </Kbd>
      ))}
    </Group>
  )
}

const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = {
  shift: '⇧',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
}

function keyName(key: string): string {
  if (key === 'mod') return isMac() ? '⌘' : 'Ctrl'
  return names[key] ?? key.toUpperCase()
}

/** Whether the event is that combination. Letters match by what is written on the key, in either case. */
export function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const needsMod = parts.includes('mod')
  const needsShift = parts.includes('shift')
  const hasMod = event.metaKey || event.ctrlKey
  if (needsMod !== hasMod || event.altKey) return false
  if (needsShift !== event.shiftKey && key.length > 1) return false
  if (needsShift && !event.shiftKey) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

/** A dialog lies above the view: Esc closes it, and Delete is not for what is chosen behind it. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
