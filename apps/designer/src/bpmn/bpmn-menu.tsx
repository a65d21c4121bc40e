import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useLocale } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useBpmnWords } from './bpmn-words.ts'

// What reads and writes BPMN is as large as the rest of this page.
const ImportDialog = lazy(() => import('./import-dialog.tsx'))

type BpmnMenuProps = {
  /** The one that is open; absent where there is none yet. */
  process?: ProcessDocument
  onOpen: (process: string) => void
}

/** Processes from BPMN files, and to them. */
export function BpmnMenu({ process, onOpen }: BpmnMenuProps) {
  const say = useBpmnWords()
  const { locale } = useLocale()
  const [isImporting, setImporting] = useState(false)
  return (
    <>
      {process ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Tooltip label={say('menu')}>
              <ActionIcon variant="default" size={36} aria-label={say('menu')}>
                <Icon name="sitemap" />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="upload" size={16} />} onClick={() => setImporting(true)}>
              {say('import')}
            </Menu.Item>
            <Menu.Item
              leftSection={<Icon name="download" size={16} />}
              onClick={() => void import('./save-bpmn.ts').then(({ saveBpmn }) => saveBpmn(process, locale))}
            >
              {say('export')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Button variant="default" leftSection={<Icon name="upload" size={16} />} onClick={() => setImporting(true)}>
          {say('import')}
        </Button>
      )}
      {isImporting && (
        <Suspense fallback={null}>
          <ImportDialog
            onClose={() => setImporting(false)}
            onMade={(id) => {
              setImporting(false)
              onOpen(id)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
