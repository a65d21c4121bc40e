import { Badge, Card, Checkbox, Group, NativeSelect, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { importMessages, type LayoutChoice } from '@tangram/form-engine'
import { useFormat } from '@tangram/ui'
import { useExcelWords } from './excel-words.ts'
import { type ColumnChoice, certaintyOf, type TableChoice, typesFor } from './table-choice.ts'

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
  const change = (place: number, change: Partial<ColumnChoice>) =>
    onChange({ ...choice, columns: choice.columns.map((column, i) => (i === place ? { ...column, ...change } : column)) })
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
            <Table.ScrollContainer minWidth={820} type="native" tabIndex={0}>
              <Table aria-label={say('preview', { name: choice.label })} verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{say('column')}</Table.Th>
                    <Table.Th>{say('label')}</Table.Th>
                    <Table.Th>{say('type')}</Table.Th>
                    <Table.Th>{say('certainty')}</Table.Th>
                    <Table.Th>{say('rules')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {table.columns.map((column, place) => {
                    const own = choice.columns[place]
                    if (!own) return null
                    return (
                      <Table.Tr key={column.column} data-column={column.header}>
                        <Table.Td>
                          <Checkbox
                            label={column.header}
                            aria-label={say('include-column', { name: column.header })}
                            description={column.examples.slice(0, 2).join(' · ').slice(0, 40)}
                            checked={own.included}
                            onChange={(event) => change(place, { included: event.currentTarget.checked })}
                          />
                        </Table.Td>
                        <Table.Td>
                          <TextInput
                            aria-label={say('label-of', { name: column.header })}
                            maxLength={60}
                            disabled={!own.included}
                            value={own.label}
                            onChange={(event) => change(place, { label: event.currentTarget.value })}
                          />
                        </Table.Td>
                        <Table.Td>
                          <NativeSelect
                            aria-label={say('type-of', { name: column.header })}
                            disabled={!own.included}
                            data={typesFor(column).map(({ type, label }) => ({ value: type, label: format.text(label) }))}
                            value={own.type}
                            onChange={(event) => change(place, { type: event.currentTarget.value })}
                          />
                        </Table.Td>
                        <Table.Td>
                          <Certainty column={column} type={own.type} target={nameOf(column.relation?.table)} />
                        </Table.Td>
                        <Table.Td>
                          <Group gap="sm" wrap="nowrap">
                            <Checkbox
                              label={say('required')}
                              disabled={!own.included}
                              checked={own.required}
                              onChange={(event) => change(place, { required: event.currentTarget.checked })}
                            />
                            <Checkbox
                              label={say('unique')}
                              disabled={!own.included}
                              checked={own.unique}
                              onChange={(event) => change(place, { unique: event.currentTarget.checked })}
                            />
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    )
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
      </Stack>
    </Card>
  )
}

function Headings({ choice, onLayout }: Pick<TablePreviewProps, 'choice' | 'onLayout'>) {
  const say = useExcelWords()
  const { sheet, layout, columns } = choice.table
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
  const isFlat = columns.some(({ header }) => header.includes(' / '))
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
            { value: 'tables', label: say('groups-tables') },
            { value: 'columns', label: say('groups-columns') },
          ]}
          value={isFlat ? 'columns' : 'tables'}
          onChange={(event) => onLayout(sheet, { ...layout, groups: event.currentTarget.value === 'columns' ? 'columns' : 'tables' })}
        />
      )}
    </>
  )
}

function Certainty({ column, type, target }: { column: TableChoice['table']['columns'][number]; type: string; target: string }) {
  const say = useExcelWords()
  const format = useFormat()
  const found = certaintyOf(column, type)
  if (!found)
    return (
      <Text size="sm" c="dimmed">
        {say('chosen')}
      </Text>
    )
  const color = found.confidence >= 0.8 ? 'success' : found.confidence >= 0.5 ? 'info' : 'warning'
  const message = Object.hasOwn(importMessages, found.reason) ? importMessages[found.reason as keyof typeof importMessages].text : undefined
  return (
    <Stack gap={2}>
      <Badge variant="light" color={color} className="tg-figures">
        {format.percent(found.confidence, 0)}
      </Badge>
      <Text size="sm" c="dimmed">
        {message ? format.text(message) : say('relation', { name: target })}
      </Text>
      {found.misfits > 0 && (
        <Text size="sm" c="warning">
          {say('misfits', { n: format.number(found.misfits) })}
        </Text>
      )}
    </Stack>
  )
}
