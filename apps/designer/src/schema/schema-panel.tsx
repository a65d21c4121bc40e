import { Alert, Badge, Button, Code, FileButton, Group, JsonInput, List, Stack, Text, TextInput, Title } from '@mantine/core'
import { type Diagnostic, type FieldDocument, inOrder, type JsonValue } from '@tangram/data-model'
import { Icon, notify, SidePanel, useFormat, useLocale } from '@tangram/ui'
import { useMemo, useState } from 'react'
import { useDraftActions } from '../draft/draft-context.tsx'
import { fieldTypeNamed } from '../platform.ts'
import classes from './schema.module.css'
import { useSchemaWords } from './schema-words.ts'
import { tableFromSchema } from './table-from-schema.ts'

const largest = 1_000_000
/** A list of hundreds helps nobody; the first ones say what is wrong. */
const mostShown = 40

/** A JSON Schema, pasted or as a file; what it would become; the table. */
export function SchemaPanel({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useSchemaWords()
  const { locale } = useLocale()
  const { text } = useFormat()
  const { run, undo, current, usedIds } = useDraftActions()
  const [source, setSource] = useState('')
  const [fileName, setFileName] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = useMemo(() => parsed(source), [source])
  const label = own?.trim() ? { [locale]: own.trim() } : undefined
  const found =
    read.schema === undefined ? undefined : tableFromSchema(current(), usedIds(), read.schema, { name: fileName || 'Table', label })

  async function take(file: File | null) {
    if (!file) return
    setProblem(file.size > largest ? say('too-large') : null)
    if (file.size > largest) return
    setFileName(file.name.replace(/(\.schema)?\.json$/i, ''))
    setSource(await file.text())
  }
  function make() {
    if (!found) return
    run(found.command)
    void notify({ message: say('created', { name: text(found.entity.label) }), undo: { label: say('undo'), run: undo } })
    onClose()
  }
  const error = problem ?? (read.reason === undefined ? null : say('not-json', { reason: read.reason }))
  return (
    <SidePanel
      opened={opened}
      onClose={onClose}
      title={say('title')}
      width={600}
      footer={
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button disabled={!found?.canMake} onClick={make}>
            {say('create')}
          </Button>
        </Group>
      }
    >
      <Stack gap="md" p="lg">
        <Text size="md" c="dimmed">
          {say('intro')}
        </Text>
        <Group>
          <FileButton accept=".json,application/json,application/schema+json" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" size={16} />}>
                {say('file')}
              </Button>
            )}
          </FileButton>
        </Group>
        <JsonInput
          label={say('schema')}
          className={classes.source}
          value={source}
          onChange={setSource}
          error={error}
          autosize
          minRows={6}
          maxRows={14}
          spellCheck={false}
        />
        {found && (
          <>
            <TextInput
              label={say('table-name')}
              maxLength={60}
              value={own ?? text(found.entity.label)}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
            <Found title={say('errors')} color="danger" diagnostics={found.diagnostics.filter(({ severity }) => severity === 'error')} />
            <Found
              title={say('warnings')}
              color="warning"
              diagnostics={found.diagnostics.filter(({ severity }) => severity === 'warning')}
            />
            {found.diagnostics.length === 0 && <Text size="md">{say('all')}</Text>}
            {found.entity.fields.order.length > 0 && (
              <Stack gap="xs">
                <Title order={3} size="h4">
                  {say('fields', { n: found.entity.fields.order.length })}
                </Title>
                <Fields fields={inOrder(found.entity.fields)} />
              </Stack>
            )}
          </>
        )}
      </Stack>
    </SidePanel>
  )
}

function Fields({ fields }: { fields: readonly FieldDocument[] }) {
  const say = useSchemaWords()
  const { text } = useFormat()
  return (
    <ul className={classes.fields}>
      {fields.map((field) => {
        const type = fieldTypeNamed(field.type)
        return (
          <li key={field.id}>
            <Group gap={8}>
              <Icon name={type?.icon} size={16} />
              <Text size="md" fw={600}>
                {text(field.label, field.id)}
              </Text>
              <Text size="md" c="dimmed">
                {type ? text(type.label) : field.type}
              </Text>
              <Code>{field.id}</Code>
              {field.required && (
                <Badge variant="light" color="gray">
                  {say('required')}
                </Badge>
              )}
              {field.unique && (
                <Badge variant="light" color="gray">
                  {say('unique')}
                </Badge>
              )}
            </Group>
            {field.fields && <Fields fields={inOrder(field.fields)} />}
          </li>
        )
      })}
    </ul>
  )
}

function Found({ title, color, diagnostics }: { title: string; color: string; diagnostics: readonly Diagnostic[] }) {
  const say = useSchemaWords()
  const { text } = useFormat()
  if (diagnostics.length === 0) return null
  return (
    <Alert color={color} variant="light" title={title} icon={<Icon name="alert-triangle" />}>
      <List size="md" spacing={6} className={classes.found}>
        {diagnostics.slice(0, mostShown).map((found, place) => (
          <List.Item key={`${place} ${found.code} ${found.path}`}>
            {text(found.message, found.code)} {found.fix && text(found.fix)} <Code>{found.path || '/'}</Code>
          </List.Item>
        ))}
      </List>
      {diagnostics.length > mostShown && <Text size="md">{say('more', { n: diagnostics.length - mostShown })}</Text>}
    </Alert>
  )
}

function parsed(source: string): { schema?: JsonValue; reason?: string } {
  if (source.trim() === '') return {}
  try {
    return { schema: JSON.parse(source) as JsonValue }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
