import { describe, expect, it, vi } from 'vitest'
import { press, render } from '../testing/render.tsx'
import { matches, type Shortcut, ShortcutsProvider, useShortcuts } from './shortcuts.tsx'

const key = (name: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key: name, ...more })

describe('a combination of keys', () => {
  it('fits only with the modifiers it names', () => {
    expect(matches('mod+k', key('k', { ctrlKey: true }))).toBe(true)
    expect(matches('mod+k', key('k', { metaKey: true }))).toBe(true)
    expect(matches('mod+k', key('k'))).toBe(false)
    expect(matches('k', key('k', { ctrlKey: true }))).toBe(false)
    expect(matches('mod+shift+z', key('Z', { ctrlKey: true, shiftKey: true }))).toBe(true)
    expect(matches('mod+shift+z', key('z', { ctrlKey: true }))).toBe(false)
  })
})

function View({ shortcuts }: { shortcuts: Shortcut[] }) {
  useShortcuts(shortcuts)
  return <input aria-label="Search" />
}

describe('the shortcuts of a view', () => {
  it('run, but not while somebody types', async () => {
    const run = vi.fn()
    const { box } = await render(
      <ShortcutsProvider>
        <View shortcuts={[{ keys: 'n', label: 'New record', run }]} />
        text
      </ShortcutsProvider>,
    )
    await press('n', document.body)
    expect(run).toHaveBeenCalledOnce()
    await press('n', box.querySelector('input') as HTMLElement)
    expect(run).toHaveBeenCalledOnce()
  })

  it('leave a dialog above the view alone, but for those that are heard in fields too', async () => {
    const [remove, jump] = [vi.fn(), vi.fn()]
    const { box } = await render(
      <ShortcutsProvider>
        <View
          shortcuts={[
            { keys: 'Delete', label: 'Remove', run: remove },
            { keys: 'mod+k', label: 'Jump', run: jump, inFields: true },
          ]}
        />
        <div role="dialog">
          <button type="button">Publish now</button>
        </div>
      </ShortcutsProvider>,
    )
    const inside = box.querySelector('button') as HTMLElement
    await press('Delete', inside)
    expect(remove).not.toHaveBeenCalled()
    inside.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))
    expect(jump).toHaveBeenCalledOnce()
    await press('Delete', document.body)
    expect(remove).toHaveBeenCalledOnce()
  })

  it('are shown by ?', async () => {
    await render(
      <ShortcutsProvider>
        <View shortcuts={[{ keys: 'n', label: 'New record', run: () => {} }]} />
        text
      </ShortcutsProvider>,
    )
    await press('?', document.body)
    expect(document.body.textContent).toContain('New record')
  })
})
