import { createClient, type FormUploads, TangramProvider } from '@tangram/ui'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LeaveDialog } from './leave-dialog.tsx'
import { useLeaving } from './use-leaving.ts'

let root: Root
let files: FormUploads
let hasChanges: boolean
let onLeave: () => void

function Panel() {
  const { uploads, leave, dialog } = useLeaving(onLeave, () => hasChanges)
  files = uploads
  return (
    <>
      <button type="button" onClick={leave}>
        Close
      </button>
      <LeaveDialog {...dialog} />
    </>
  )
}

const button = (name: string) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
const press = (name: string) => vi.waitFor(() => (button(name) as HTMLElement).click())

beforeEach(async () => {
  hasChanges = false
  onLeave = vi.fn<() => void>()
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <TangramProvider client={createClient()} locale="en" notifications={false}>
      <Panel />
    </TangramProvider>,
  )
  await vi.waitFor(() => expect(button('Close')).toBeDefined())
})
afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

it('closes at once when nothing is lost', async () => {
  files.set('pictures', { running: 1, failed: 0 })
  files.set('pictures', { running: 0, failed: 0 })
  await press('Close')
  expect(onLeave).toHaveBeenCalledOnce()
})

it.each([
  { running: 1, failed: 0 },
  { running: 0, failed: 1 },
])('asks first with files %o, and stays or closes as told', async (uploads) => {
  files.set('pictures', uploads)
  await press('Close')
  await press('Keep editing')
  await vi.waitFor(() => expect(button('Keep editing')).toBeUndefined())
  expect(onLeave).not.toHaveBeenCalled()
  await press('Close')
  await press('Close anyway')
  expect(onLeave).toHaveBeenCalledOnce()
})

it('asks first about changes that are kept nowhere', async () => {
  hasChanges = true
  await press('Close')
  expect(onLeave).not.toHaveBeenCalled()
  await press('Discard')
  expect(onLeave).toHaveBeenCalledOnce()
})
