import { Button } from '@mantine/core'
import { Icon } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useLinkedWords } from './linked-words.ts'

// Only for those who bring a table of the database.
const LinkPanel = lazy(() => import('./link-panel.tsx').then((page) => ({ default: page.LinkPanel })))

/** The way to a table that the database has already. */
export function LinkButton() {
  const say = useLinkedWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<Icon name="link" size={16} />} onClick={() => setOpen(true)}>
        {say('link')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <LinkPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
