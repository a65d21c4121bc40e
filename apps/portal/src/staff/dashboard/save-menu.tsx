import { ActionIcon, Loader, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { itemOf } from '@tangram/data-model'
import type { ReportDocument } from '@tangram/report-engine'
import { ApiProblem, type AppForReader, notify, useClient } from '@tangram/ui'
import { useEffect, useRef, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { saveTexts } from '../../texts/save.ts'

const formats = { report: ['xlsx', 'csv', 'png', 'svg', 'pdf'], dashboard: ['pdf', 'xlsx', 'png'], records: ['xlsx', 'csv'] } as const

type SaveMenuProps = {
  /** `/apps/shop/dashboards/sales`, `/apps/shop/reports/trend`, or `/apps/shop/reports/trend/drill` for the records behind a mark */
  path: string
  of: keyof typeof formats
  /** What it is called, for those who do not see where the menu stands. */
  name: string
  /** The filters, the click and the way down that are on screen. */
  asked: object
  /** Beside saving, in the same menu. */
  onSend?: () => void
}

/** What is on screen as a file, made by the server with the reader's rights. */
export function SaveMenu({ path, of, name, asked, onSend }: SaveMenuProps) {
  const t = useArea(saveTexts)
  const client = useClient()
  const [isMaking, setIsMaking] = useState(false)
  const making = useRef<AbortController>(null)
  useEffect(() => () => making.current?.abort(), [])

  const save = async (format: string): Promise<void> => {
    const leaving = new AbortController()
    making.current = leaving
    setIsMaking(true)
    try {
      const file = await client.file(`${path}/export?format=${format}`, asked, { signal: leaving.signal })
      hand(file)
      void notify({ kind: 'success', message: t('made', { name: file.name }) })
    } catch (error) {
      if (!leaving.signal.aborted) void notify({ kind: 'danger', message: wordsOf(error) })
    } finally {
      setIsMaking(false)
    }
  }

  const look = of === 'dashboard' ? ({ size: 36, variant: 'default' } as const) : ({ size: 28, variant: 'subtle', color: 'gray' } as const)
  if (isMaking)
    return (
      <ActionIcon {...look} aria-label={`${t('making')} ${t('cancel')}`} title={t('cancel')} onClick={() => making.current?.abort()}>
        <Loader size={16} />
      </ActionIcon>
    )
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon {...look} aria-label={t('saveNamed', { name })} title={t('save')}>
          <IconDownload size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('save')}</Menu.Label>
        {formats[of].map((format) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {t(format)}
          </Menu.Item>
        ))}
        {onSend && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onSend}>{t('send')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What failed, as the server says it. */
export const wordsOf = (error: unknown): string =>
  error instanceof ApiProblem ? [error.detail ?? error.title, error.fix].filter(Boolean).join(' ') : String((error as Error).message)

/** Gives the file to the browser, which asks where it goes. */
function hand(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Whether a report may be taken out: as the records of its table; of a dataset, as those of any table. The server decides again. */
export function mayExport({ document, rights }: AppForReader, report: ReportDocument | undefined): boolean {
  if (!report) return false
  const tables = itemOf(document.entities, report.from) ? [report.from] : Object.keys(rights)
  return tables.some((table) => rights[table]?.export === true)
}
