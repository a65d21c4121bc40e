import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { button, click, press, render } from '../testing/render.tsx'
import { SidePanel } from './side-panel.tsx'

function Page() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <SidePanel opened={isOpen} onClose={() => setOpen(false)} title="TS-1">
        <input aria-label="Inside" />
      </SidePanel>
    </>
  )
}

describe('a side panel', () => {
  it('takes the focus, closes by Esc and gives the focus back', async () => {
    await render(<Page />)
    button('Open').focus()
    await click(button('Open'))
    const panel = document.querySelector('[role="dialog"]')
    expect(document.activeElement).toBe(panel)
    expect(document.getElementById(panel?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('TS-1')
    await press('Escape')
    expect(document.querySelector('[role="dialog"]')).toBeNull()
    expect(document.activeElement).toBe(button('Open'))
  })

  it('leaves the page behind it usable', async () => {
    await render(<Page />)
    await click(button('Open'))
    expect(document.querySelector('[role="dialog"]')?.getAttribute('aria-modal')).toBeNull()
  })
})
