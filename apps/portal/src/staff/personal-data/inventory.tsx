import { Alert, Badge, Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { EmptyState, ErrorState, SkeletonLines, useFormat } from '@tangram/ui'
import { useArea } from '../../texts/area.ts'
import { personalDataTexts } from '../../texts/personal-data.ts'
import classes from '../people/people.module.css'
import { type PersonalTable, useInventory } from './personal-data.ts'

/** Tables that hold personal data, and fields that look as if they did. */
export function Inventory() {
  const t = useArea(personalDataTexts)
  const found = useInventory()
  const hasUnmarked = found.data?.some(({ fields }) => fields.some(({ kind }) => kind === null)) ?? false
  return (
    <>
      <Group align="flex-start" justify="space-between" mb="md">
        <Text c="dimmed" flex="1 1 320px">
          {t('inventoryHint')}
        </Text>
        <Button
          component="a"
          variant="default"
          href="/api/v1/personal-data/inventory.csv"
          download
          leftSection={<IconDownload size={18} stroke={1.5} />}
        >
          {t('download')}
        </Button>
      </Group>
      {found.isPending && <SkeletonLines lines={5} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {hasUnmarked && (
        <Alert color="warning" mb="md">
          {t('unmarkedText')}
        </Alert>
      )}
      {found.data?.length === 0 && <EmptyState title={t('noTables')} text={t('noTablesText')} />}
      {found.data && found.data.length > 0 && (
        <ul className={classes.list} aria-label={t('inventory')}>
          {found.data.map((table) => (
            <Table key={`${table.app} ${table.entity}`} table={table} />
          ))}
        </ul>
      )}
    </>
  )
}

function Table({ table }: { table: PersonalTable }) {
  const t = useArea(personalDataTexts)
  const format = useFormat()
  const { app, appLabel, entity, label, linked, records, fields } = table
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <strong>{format.text(label, entity)}</strong> <span className={classes.quiet}>{format.text(appLabel, app)}</span>{' '}
        {linked && <Badge color="gray">{t('linked')}</Badge>}
        <div className={classes.facts}>
          <span>{records === null ? t('recordsUnknown') : t('records', { count: records })}</span>
        </div>
        <div className={classes.holders}>
          {fields.map((field) => (
            <Badge key={field.id} color={field.kind === null ? 'warning' : 'gray'}>
              {format.text(field.label, field.id)} · {t(field.kind === null ? 'unmarked' : `kind.${field.kind}`)}
              {field.encrypted && ` · ${t('encrypted')}`}
            </Badge>
          ))}
        </div>
      </div>
    </li>
  )
}
