import { Button, Menu } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { type Id, inOrder } from '@tangram/data-model'
import { type AppForReader, useFormat } from '@tangram/ui'
import { lazy, Suspense, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

const ShareDialog = lazy(() => import('./share-dialog.tsx'))

/** Hands out the public forms that make records of this list; nothing where there is none. */
export function ShareButton({ seen, entity }: { seen: AppForReader; entity: Id }) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const [shared, setShared] = useState<Id | null>(null)
  const forms = inOrder(seen.document.forms).filter((form) => form.entity === entity && seen.publicForms[form.id] !== undefined)
  const form = forms.find(({ id }) => id === shared)
  const [first, ...others] = forms
  if (!first) return null
  return (
    <>
      {others.length === 0 ? (
        <Button variant="default" leftSection={<IconQrcode size={18} stroke={1.5} />} onClick={() => setShared(first.id)}>
          {t('share')}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconQrcode size={18} stroke={1.5} />}>
              {t('share')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {forms.map((one) => (
              <Menu.Item key={one.id} onClick={() => setShared(one.id)}>
                {format.text(one.label, one.id)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {form && (
        <Suspense fallback={null}>
          <ShareDialog label={format.text(form.label, form.id)} address={seen.publicForms[form.id] ?? ''} onClose={() => setShared(null)} />
        </Suspense>
      )}
    </>
  )
}
