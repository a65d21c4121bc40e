import { Button, Modal, Select, Text } from '@mantine/core'
import { inOrder } from '@tangram/data-model'
import { Icon, useFormat, useLocale, useTranslation } from '@tangram/ui'
import { useState } from 'react'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { writableTables } from '../linked/writable-tables.ts'
import { NameForm } from '../parts/name-form.tsx'
import { templateKey, templatesFor } from '../reports/report-templates.ts'
import { startOf, type ThingKind } from './starters.ts'

type NewThingProps = {
  kind: ThingKind
  onMade: (id: string) => void
  /** `filled` where it is the one thing to do. */
  variant?: 'default' | 'filled'
}

/** Asks for a name, and where it matters for a table; the rest has a sensible beginning. */
export function NewThing({ kind, onMade, variant = 'default' }: NewThingProps) {
  const { t } = useTranslation('designer')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant={variant} leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t(`new-${kind}`)}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t(`new-${kind}`)} closeButtonProps={{ 'aria-label': t('close') }}>
        <Questions
          kind={kind}
          onCancel={() => setOpen(false)}
          onMade={(id) => {
            setOpen(false)
            onMade(id)
          }}
        />
      </Modal>
    </>
  )
}

/** What reads records is about linked tables too; everything else writes them. */
const readingKinds: ReadonlySet<ThingKind> = new Set(['views', 'reports'])

function Questions({ kind, onCancel, onMade }: { kind: ThingKind; onCancel: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation('designer')
  const { locale } = useLocale()
  const { text } = useFormat()
  const { document } = useDraft()
  const { run, usedIds } = useDraftActions()
  const tables = readingKinds.has(kind) ? inOrder(document.entities) : writableTables(document)
  const [entity, setEntity] = useState(tables[0]?.id ?? '')
  const [table, setTable] = useState(entity)
  const isAbout = kind !== 'entities' && kind !== 'dashboards' && kind !== 'calendars'
  const templates = kind === 'reports' ? templatesFor(document) : []
  const tablesNamed = tables.map(({ id, label }) => ({ value: id, label: text(label, id) }))
  const tablesAsked = templates.length > 0 ? [{ group: t('source-records'), items: tablesNamed }] : tablesNamed
  const readyMade =
    templates.length > 0
      ? [{ group: t('source-templates'), items: templates.map((each) => ({ value: templateKey(each), label: text(each.label) })) }]
      : []
  const asksOfTable = templates.find((each) => 'reportOf' in each && templateKey(each) === entity)
  if (isAbout && tables.length === 0) return <Text size="md">{t('table-first')}</Text>

  function make(name: string) {
    const source = asksOfTable ? templateKey(asksOfTable, table) : entity
    const { id, command } = startOf(kind, { document, label: { [locale]: name }, entity: source, usedIds: usedIds() })
    run(command)
    onMade(id)
  }

  return (
    <NameForm about={t(`new-${kind}-text`)} onName={make} onCancel={onCancel}>
      {isAbout && (
        <Select
          label={t('source-entity')}
          allowDeselect={false}
          data={[...tablesAsked, ...readyMade]}
          value={entity}
          onChange={(id) => id && setEntity(id)}
        />
      )}
      {asksOfTable && (
        <Select label={t('template-table')} allowDeselect={false} data={tablesNamed} value={table} onChange={(id) => id && setTable(id)} />
      )}
    </NameForm>
  )
}
