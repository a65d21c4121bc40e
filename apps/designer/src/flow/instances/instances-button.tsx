import { Button } from '@mantine/core'
import type { ProcessDocument } from '@tangram/flow-engine'
import { Icon, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft } from '../../draft/draft-context.tsx'
import { InstancesPanel } from './instances-panel.tsx'

/** Opens what runs of this process by earlier versions; there is nothing to see before the first publish. */
export function InstancesButton({ process }: { process: ProcessDocument }) {
  const { t } = useTranslation('flow')
  const { publishedVersion } = useDraft()
  const [isOpen, open] = useState(false)
  if (publishedVersion === null) return null
  return (
    <>
      <Button variant="default" leftSection={<Icon name="arrows-exchange" size={16} />} onClick={() => open(true)}>
        {t('instances')}
      </Button>
      <InstancesPanel process={process} opened={isOpen} onClose={() => open(false)} />
    </>
  )
}
