import { ActionIcon, Button, Group, Menu, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { IconDots, IconEye, IconLink, IconPencil, IconTrash } from '@tabler/icons-react'
import { type DataRecord, type EntityDocument, type Id, itemOf } from '@tangram/data-model'
import {
  type AppForReader,
  type FieldView,
  notify,
  RecordView,
  SidePanel,
  useFormat,
  useFormParts,
  useRecord,
  useSession,
} from '@tangram/ui'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { recordsTexts } from '../../texts/records.ts'
import { rightsTexts } from '../../texts/rights.ts'
import { EditRecord } from './edit-record.tsx'
import { panelWidthPx } from './panel-width.ts'
import { ReadError } from './read-error.tsx'
import { RecordLinks } from './record-links.tsx'
import { RecordProcess } from './record-process.tsx'
import { RecordSlas } from './record-slas.tsx'
import { RecordTimeline } from './record-timeline.tsx'
import { recordTitle } from './record-title.ts'
import classes from './records-page.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { reverseListsOf } from './reverse-lists.ts'
import { type StartableProcess, StartDialog, StartItems, startableOn } from './start-process.tsx'

const RightsDialog = lazy(() => import('../rights/rights-dialog.tsx'))

export type RecordPanelProps = {
  seen: AppForReader
  entity: EntityDocument
  fields: { [id: Id]: FieldView }
  form: Id | undefined
  /** The record that is open; none closes the panel. */
  record: string | undefined
  /** Address of the open record. */
  path: string
  onClose: () => void
}

/** A record beside its list: what it holds, what happened to it, where its process stands. */
export function RecordPanel({ seen, entity, fields, form: formId, record: id, path, onClose }: RecordPanelProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const { fieldTypes } = useFormParts()
  const app = seen.document.id
  const record = useRecord(app, entity.id, id)
  const [isEditing, setEditing] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const why = useArea(rightsTexts)
  const isSeenAs = Boolean(useSession().data?.seeAs)
  const [starting, setStarting] = useState<StartableProcess>()
  const rights = seen.rights[entity.id]
  const form = itemOf(seen.document.forms, formId ?? '')
  const name = record.data ? recordTitle(entity, record.data, fieldTypes) : null
  const title = name
    ? name.number && name.number !== name.title
      ? `${name.number} · ${name.title}`
      : name.title
    : format.text(entity.label)

  async function copyLink() {
    await navigator.clipboard.writeText(new URL(path, window.location.origin).href)
    void notify({ message: t('linkCopied') })
  }

  if (record.data && isEditing && id) {
    return (
      <EditRecord
        seen={seen}
        entity={entity}
        fields={fields}
        form={form}
        record={record.data}
        title={title}
        onDone={() => setEditing(false)}
      />
    )
  }
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      width={panelWidthPx(entity, fieldTypes)}
      title={title}
      actions={
        record.data && (
          <Group gap={4} wrap="nowrap">
            {rights?.update && (
              <Button variant="light" size="xs" leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size={36} aria-label={t('actions')}>
                  <IconDots size={18} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconLink size={18} stroke={1.5} />} onClick={() => void copyLink()}>
                  {t('copyLink')}
                </Menu.Item>
                {!isSeenAs && (
                  <Menu.Item leftSection={<IconEye size={18} stroke={1.5} />} onClick={() => setAsking(true)}>
                    {seen.canDesign ? why('whoSees') : why('myRights')}
                  </Menu.Item>
                )}
                <StartItems processes={startableOn(seen, entity.id)} onStart={setStarting} />
                {rights?.delete && (
                  <Menu.Item color="danger" leftSection={<IconTrash size={18} stroke={1.5} />} onClick={() => setRemoving(true)}>
                    {t('remove')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </Group>
        )
      }
    >
      {record.isError && <ReadError seen={seen} error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && id && <DetailsSkeleton />}
      {record.data && <RecordTabs seen={seen} entity={entity} fields={fields} record={record.data} title={title} />}
      {record.data && starting && (
        <StartDialog app={app} record={record.data.id} process={starting} onClose={() => setStarting(undefined)} />
      )}
      {record.data && isAsking && (
        <Suspense fallback={null}>
          <RightsDialog
            app={app}
            entity={entity.id}
            record={record.data.id}
            title={title}
            asksAll={seen.canDesign}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
      {record.data && isRemoving && (
        <RemoveDialog
          app={app}
          entity={entity.id}
          record={record.data}
          title={title}
          onClose={() => setRemoving(false)}
          onRemoved={onClose}
        />
      )}
    </SidePanel>
  )
}

type RecordTabsProps = {
  seen: AppForReader
  entity: EntityDocument
  fields: { [id: Id]: FieldView }
  record: DataRecord
  title: string
}

function RecordTabs({ seen, entity, fields, record, title }: RecordTabsProps) {
  const t = useArea(recordsTexts)
  const format = useFormat()
  const app = seen.document.id
  const { fieldTypes } = useFormParts()
  const lists = useMemo(() => reverseListsOf(seen, entity.id, fieldTypes), [seen, entity.id, fieldTypes])
  const own = Object.keys(record.values).filter((id) => Object.hasOwn(entity.fields.items, id))
  const order = entity.fields.order.filter((id) => own.includes(id))
  return (
    <Tabs className={classes.tabs} defaultValue="details" keepMounted={false}>
      <Tabs.List aria-label={t('sections')} px="lg">
        <Tabs.Tab value="details">{t('details')}</Tabs.Tab>
        {lists.length > 0 && <Tabs.Tab value="links">{t('links')}</Tabs.Tab>}
        {!entity.linked && <Tabs.Tab value="timeline">{t('timeline')}</Tabs.Tab>}
        {!entity.linked && <Tabs.Tab value="process">{t('process')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="details" p="lg">
        {!entity.linked && <RecordSlas app={app} entity={entity.id} record={record.id} />}
        <RecordView record={record} fields={fields} order={order} />
        <Text size="xs" c="dimmed" mt="lg">
          {entity.linked ? t('linkedLine') : t('updatedLine', { time: format.relative(record.updatedAt) })}
        </Text>
      </Tabs.Panel>
      <Tabs.Panel value="links" p="lg">
        <RecordLinks seen={seen} lists={lists} record={record} title={title} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline" p="lg">
        <RecordTimeline app={app} entity={entity.id} record={record} fields={fields} />
      </Tabs.Panel>
      <Tabs.Panel value="process" p="lg">
        <RecordProcess app={app} entity={entity.id} record={record.id} />
      </Tabs.Panel>
    </Tabs>
  )
}

export function DetailsSkeleton() {
  return (
    <Stack p="lg" gap="lg" aria-hidden>
      {[60, 40, 80, 55, 70].map((width) => (
        <div key={width}>
          <Skeleton height={12} width={80} mb={8} />
          <Skeleton height={16} width={`${width}%`} />
        </div>
      ))}
    </Stack>
  )
}
