import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Id } from '@tangram/data-model'
import { type RecordListQuery, recordsPath, useClient } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'

/** The records of the list, as filtered and sorted, as a file. */
export function ExportMenu({ app, entity, query }: { app: Id; entity: Id; query: RecordListQuery }) {
  const t = useArea(recordsTexts)
  const client = useClient()
  const address = (format: 'csv' | 'xlsx') => {
    const path = recordsPath(app, entity, query, '/export')
    return client.url(`${path}${path.includes('?') ? '&' : '?'}format=${format}`)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} stroke={1.5} />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address('xlsx')} download>
          {t('exportXlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={address('csv')} download>
          {t('exportCsv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
