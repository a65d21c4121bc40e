import { Button } from '@mantine/core'
import { Icon } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useSchemaWords } from './schema-words.ts'

// Only for those who bring a schema.
const SchemaPanel = lazy(() => import('./schema-panel.tsx').then((page) => ({ default: page.SchemaPanel })))

/** The way to a table from a JSON Schema. */
export function SchemaButton() {
  const say = useSchemaWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<Icon name="braces" size={16} />} onClick={() => setOpen(true)}>
        {say('title')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <SchemaPanel opened onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
