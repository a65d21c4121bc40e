import { Badge, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type InferredColumn, importMessages } from '@tangram/form-engine'
import { useFormat } from '@tangram/ui'
import classes from './excel.module.css'
import { useExcelWords } from './excel-words.ts'
import { type ColumnChoice, certaintyOf, typesFor } from './table-choice.ts'

export type ColumnsPreviewProps = {
  /** What the columns belong to. */
  name: string
  columns: readonly InferredColumn[]
  choices: readonly ColumnChoice[]
  /** Columns of a sub-form. */
  isRow?: boolean
  nameOf: (table: string | undefined) => string
  onChange: (choices: ColumnChoice[]) => void
}

/** Each column with its name, its type and how sure that is: side by side where there is room, one below the other on a phone. */
export function ColumnsPreview({ name, columns, choices, isRow = false, nameOf, onChange }: ColumnsPreviewProps) {
  const say = useExcelWords()
  const format = useFormat()
  const change = (place: number, change: Partial<ColumnChoice>) =>
    onChange(choices.map((column, i) => (i === place ? { ...column, ...change } : column)))
  return (
    <div className={classes.preview}>
      <div className={classes.headings} aria-hidden="true">
        {(['column', 'label', 'type', 'certainty', 'rules'] as const).map((key) => (
          <span key={key}>{say(key)}</span>
        ))}
      </div>
      <ul className={classes.columns} aria-label={say('preview', { name })}>
        {columns.map((column, place) => {
          const own = choices[place]
          if (!own) return null
          return (
            <li key={column.column} data-column={column.header}>
              <Checkbox
                label={column.header}
                aria-label={say('include-column', { name: column.header })}
                description={column.examples.slice(0, 2).join(' · ').slice(0, 40)}
                checked={own.included}
                onChange={(event) => change(place, { included: event.currentTarget.checked })}
              />
              <TextInput
                aria-label={say('label-of', { name: column.header })}
                maxLength={60}
                disabled={!own.included}
                value={own.label}
                onChange={(event) => change(place, { label: event.currentTarget.value })}
              />
              <NativeSelect
                aria-label={say('type-of', { name: column.header })}
                disabled={!own.included}
                data={typesFor(column, isRow).map(({ type, label }) => ({ value: type, label: format.text(label) }))}
                value={own.type}
                onChange={(event) => change(place, { type: event.currentTarget.value })}
              />
              <Certainty column={column} type={own.type} target={nameOf(column.relation?.table)} />
              <Group gap="sm">
                <Checkbox
                  label={say('required')}
                  disabled={!own.included}
                  checked={own.required}
                  onChange={(event) => change(place, { required: event.currentTarget.checked })}
                />
                {!isRow && (
                  <Checkbox
                    label={say('unique')}
                    disabled={!own.included}
                    checked={own.unique}
                    onChange={(event) => change(place, { unique: event.currentTarget.checked })}
                  />
                )}
              </Group>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Certainty({ column, type, target }: { column: InferredColumn; type: string; target: string }) {
  const say = useExcelWords()
  const format = useFormat()
  const found = certaintyOf(column, type)
  if (!found)
    return (
      <Text size="sm" c="dimmed">
        {say('chosen')}
      </Text>
    )
  const message = Object.hasOwn(importMessages, found.reason) ? importMessages[found.reason as keyof typeof importMessages].text : undefined
  return (
    <Stack gap={2}>
      <Sureness share={found.confidence} />
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

/** How sure something is, 0 to 1. */
export function Sureness({ share }: { share: number }) {
  const format = useFormat()
  const color = share >= 0.8 ? 'success' : share >= 0.5 ? 'info' : 'warning'
  return (
    <Badge variant="light" color={color} className="tg-figures">
      {format.percent(share, 0)}
    </Badge>
  )
}
