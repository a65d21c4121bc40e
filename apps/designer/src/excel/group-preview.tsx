import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useFormat } from '@tangram/ui'
import { ColumnsPreview, Sureness } from './columns-preview.tsx'
import classes from './excel.module.css'
import { useExcelWords } from './excel-words.ts'
import type { GroupChoice } from './table-choice.ts'

type GroupPreviewProps = { choice: GroupChoice; nameOf: (table: string | undefined) => string; onChange: (choice: GroupChoice) => void }

/** A sub-form that headings in two rows gave: its name, why it is one, its columns. */
export function GroupPreview({ choice, nameOf, onChange }: GroupPreviewProps) {
  const say = useExcelWords()
  const format = useFormat()
  const { group, included, label, columns } = choice
  const include = say('include-rows', { name: label })
  return (
    <section aria-label={include} className={classes.group} data-group={group.group}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Checkbox
            label={include}
            checked={included}
            onChange={(event) => onChange({ ...choice, included: event.currentTarget.checked })}
          />
          <Group gap="xs">
            <Sureness share={group.confidence} />
            <Text size="sm" c="dimmed">
              {say('group-rows', { rows: format.number(group.rows), columns: format.number(columns.length) })}
            </Text>
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {say(group.confidence >= 0.8 ? 'rows-sure' : 'rows-unsure')}
        </Text>
        {included && (
          <>
            <TextInput
              label={say('rows-name')}
              maxLength={60}
              maw={320}
              value={label}
              onChange={(event) => onChange({ ...choice, label: event.currentTarget.value })}
            />
            <ColumnsPreview
              name={label}
              columns={group.columns}
              choices={columns}
              isRow
              nameOf={nameOf}
              onChange={(changed) => onChange({ ...choice, columns: changed })}
            />
          </>
        )}
      </Stack>
    </section>
  )
}
