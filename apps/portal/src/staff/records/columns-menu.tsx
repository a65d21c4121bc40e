import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import type { Columns } from './use-columns.ts'

/** Which columns the list shows. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus width={240}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconColumns3 size={18} stroke={1.5} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')} mah={420} style={{ overflowY: 'auto' }}>
        <Stack gap="sm">
          {columns.all.map((column) => {
            const isShown = columns.shown.includes(column)
            return (
              <Checkbox
                key={column.id}
                label={format.text(column.label, column.id)}
                checked={isShown}
                disabled={isShown && columns.shown.length === 1}
                onChange={() => columns.toggle(column.id)}
              />
            )
          })}
          {columns.isChanged && (
            <Button variant="subtle" size="compact-sm" onClick={columns.reset}>
              {t('resetColumns')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
