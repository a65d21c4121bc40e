import { Card, Checkbox, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import type { LayoutChoice } from '@tangram/form-engine'
import { useFormat } from '@tangram/ui'
import { ColumnsPreview } from './columns-preview.tsx'
import { useExcelWords } from './excel-words.ts'
import { GroupPreview } from './group-preview.tsx'
import type { TableChoice } from './table-choice.ts'

export type TablePreviewProps = {
  choice: TableChoice
  /** All tables, for the names of those that are pointed to. */
  tables: readonly TableChoice[]
  onChange: (choice: TableChoice) => void
  /** Headings were put right: the sheet is read again. */
  onLayout: (sheet: number, layout: LayoutChoice) => void
}

/** What one table of the file will become, every part of it open to correction. */
export function TablePreview({ choice, tables, onChange, onLayout }: TablePreviewProps) {
  const say = useExcelWords()
  const format = useFormat()
  const { table } = choice
  const nameOf = (name: string | undefined) => tables.find((each) => each.table.name === name)?.label ?? ''
  return (
    <Card withBorder padding="md" component="section" aria-label={choice.label}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Checkbox
            label={
              <Title order={2} size="h3">
                {say('include', { name: choice.label })}
              </Title>
            }
            aria-label={say('include', { name: choice.label })}
            checked={choice.included}
            onChange={(event) => onChange({ ...choice, included: event.currentTarget.checked })}
          />
          <Text size="sm" c="dimmed">
            {say('rows', { rows: format.number(table.rows), columns: format.number(table.columns.length) })}
          </Text>
        </Group>
        {choice.included && (
          <>
            {table.parent && (
              <Text size="md" c="dimmed">
                {say('sub-table', { name: nameOf(table.parent.table) })}
              </Text>
            )}
            <Group gap="md" align="flex-end">
              <TextInput
                label={say('table-name')}
                maxLength={60}
                value={choice.label}
                onChange={(event) => onChange({ ...choice, label: event.currentTarget.value })}
              />
              {!table.parent && <Headings choice={choice} onLayout={onLayout} />}
            </Group>
            <ColumnsPreview
              name={choice.label}
              columns={table.columns}
              choices={choice.columns}
              nameOf={nameOf}
              onChange={(columns) => onChange({ ...choice, columns })}
            />
            {choice.groups.map((group, place) => (
              <GroupPreview
                key={group.group.group}
                choice={group}
                nameOf={nameOf}
                onChange={(changed) => onChange({ ...choice, groups: choice.groups.map((each, i) => (i === place ? changed : each)) })}
              />
            ))}
          </>
        )}
      </Stack>
    </Card>
  )
}

function Headings({ choice, onLayout }: Pick<TablePreviewProps, 'choice' | 'onLayout'>) {
  const say = useExcelWords()
  const { sheet, layout, columns, groups } = choice.table
  const value = `${layout.headerRow}/${layout.headerRows}`
  const rows = Array.from({ length: 8 }, (_, i) => i + 1)
  const options = [
    { value: '0/0', label: say('headings-none') },
    ...rows.map((row) => ({ value: `${row}/1`, label: say('headings-one', { row }) })),
    ...rows.map((row) => ({ value: `${row}/2`, label: say('headings-two', { row, next: row + 1 }) })),
  ]
  const read = (text: string) => {
    const [headerRow = 0, headerRows = 0] = text.split('/').map(Number)
    return { headerRow, headerRows: headerRows as 0 | 1 | 2 }
  }
  const grouped = groups ? 'rows' : columns.some(({ header }) => header.includes(' / ')) ? 'columns' : 'tables'
  return (
    <>
      <NativeSelect
        label={say('headings')}
        data={options}
        value={value}
        onChange={(event) => onLayout(sheet, read(event.currentTarget.value))}
      />
      {layout.headerRows === 2 && (
        <NativeSelect
          label={say('groups')}
          data={[
            { value: 'rows', label: say('groups-rows') },
            { value: 'tables', label: say('groups-tables') },
            { value: 'columns', label: say('groups-columns') },
          ]}
          value={grouped}
          onChange={(event) => onLayout(sheet, { ...layout, groups: event.currentTarget.value as LayoutChoice['groups'] & string })}
        />
      )}
    </>
  )
}
