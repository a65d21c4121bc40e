import { Alert, Button, FileInput, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { type BpmnImport, importBpmn } from '@tangram/flow-engine/bpmn'
import { notify, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { useEffect, useState } from 'react'
import { useScope } from '../config/names.tsx'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { writableTables } from '../linked/writable-tables.ts'
import { useBpmnWords } from './bpmn-words.ts'
import { FoundInFile } from './found-in-file.tsx'
import { commandForProcesses } from './processes-command.ts'

type ImportDialogProps = { onClose: () => void; onMade: (process: string) => void }

/** A file and a table make a process; what the file holds is told before anything is made. */
export default function ImportDialog({ onClose, onMade }: ImportDialogProps) {
  const say = useBpmnWords()
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { locale } = useLocale()
  const { document } = useDraft()
  const { run, undo } = useDraftActions()
  const tables = writableTables(document)
  const [entity, setEntity] = useState(tables[0]?.id ?? '')
  const [xml, setXml] = useState<string | null>(null)
  const [found, setFound] = useState<BpmnImport | null>(null)
  const table = document.entities.items[entity]
  const scope = useScope(entity)

  useEffect(() => {
    if (xml === null || !table) return
    let isCurrent = true
    const forms = (key: string) => (Object.hasOwn(document.forms.items, key) ? key : undefined)
    void importBpmn(xml, { entity, fields: table.fields.order, ...(scope ? { scope } : {}), forms, unhandled: 'keep', locale }).then(
      (read) => {
        if (isCurrent) setFound(read)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [xml, entity, table, scope, document.forms, locale])

  async function take(file: File | null) {
    setFound(null)
    setXml(file && (await file.text()))
  }

  function make(processes: BpmnImport['processes']) {
    const { ids, command } = commandForProcesses(document, processes, entity)
    run(command)
    const name = processes.map((process) => text(process.label, process.id)).join(', ')
    void notify({ message: say('made', { names: name }), undo: { label: t('undo'), run: undo } })
    onMade(ids[0] ?? '')
  }

  return (
    <Modal opened onClose={onClose} title={say('import')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      {tables.length === 0 ? (
        <Text>{say('table-first')}</Text>
      ) : (
        <Stack>
          <Text size="sm" c="dimmed">
            {say('intro')}
          </Text>
          <FileInput
            label={say('file')}
            placeholder={say('choose-file')}
            accept=".bpmn,.xml,application/xml"
            onChange={(file) => void take(file)}
          />
          <Select
            label={say('table')}
            allowDeselect={false}
            data={tables.map(({ id, label }) => ({ value: id, label: text(label, id) }))}
            value={entity}
            onChange={(id) => id && setEntity(id)}
          />
          {xml !== null && !found && <Alert role="status">{say('reading')}</Alert>}
          {found && <FoundInFile found={found} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button disabled={!found || found.processes.length === 0} onClick={() => found && make(found.processes)}>
              {say('add')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
