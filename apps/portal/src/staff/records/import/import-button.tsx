import { Button } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import type { EntityDocument } from '@tangram/data-model'
import type { AppForReader } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useArea } from '../../../texts/area.ts'
import { importTexts } from '../../../texts/import.ts'

const ImportPanel = lazy(() => import('./import-panel.tsx'))

/** Brings records from a table file; for those who may create and change records here. */
export function ImportButton({ seen, entity }: { seen: AppForReader; entity: EntityDocument }) {
  const t = useArea(importTexts)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconTableImport size={18} stroke={1.5} />} onClick={() => setOpen(true)}>
        {t('import')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ImportPanel seen={seen} entity={entity} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
