import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import type { LayoutChoice } from '@tangram/form-engine'
import {
  FormulaWarning,
  ImportFile,
  type ImportInfo,
  ImportOutcome,
  ImportProgress,
  type ImportStart,
  isAtWork,
  notify,
  ProgressBar,
  problemText,
  useImport,
  useImportActions,
  useImportWords,
} from '@tangram/ui'
import { useEffect, useState } from 'react'
import classes from '../shell/workbench.module.css'
import { useExcelWords } from './excel-words.ts'
import { type ColumnChoice, proposedChoices, type TableChoice } from './table-choice.ts'
import { TablePreview } from './table-preview.tsx'

/** What the wizard is asked to make; the answer is the app whose records are to be filled, and how. */
export type MakeTables = (
  choices: readonly TableChoice[],
  name: string,
) => Promise<{ app: string; steps: ImportStart['steps']; view: string }>

export type ExcelWizardProps = {
  title: string
  /** A new app has a name of its own. */
  asksName: boolean
  /** Said before the tables are made. */
  note?: string
  makeTables: MakeTables
  backTo: string
}

/** One file to tables, forms, lists and data: upload, check what was recognised, create, watch the rows come in. */
export function ExcelWizard({ title, asksName, note, makeTables, backTo }: ExcelWizardProps) {
  const say = useExcelWords()
  const words = useImportWords()
  const [id, setId] = useState<string>()
  const found = useImport(id)
  const one = found.data
  const [made, setMade] = useState<{ app: string; view: string }>()
  useEffect(() => {
    window.document.title = title
  }, [title])
  const isOver = one !== undefined && ['done', 'cancelled', 'failed'].includes(one.state)
  return (
    <main className={classes.page}>
      <Stack gap="lg">
        <Group justify="space-between">
          <Title order={1} size="h2">
            {title}
          </Title>
          <Button component="a" href={backTo} variant="default">
            {say('back')}
          </Button>
        </Group>
        {id === undefined && (
          <Stack gap="md" maw={560}>
            <Text size="md" c="dimmed">
              {say('intro')}
            </Text>
            <ImportFile onTaken={(taken) => setId(taken.id)} />
          </Stack>
        )}
        {one && <ImportProgress one={one} />}
        {one?.state === 'read' && one.tables && (
          <Preview key={JSON.stringify(one.choices)} one={one} asksName={asksName} note={note} makeTables={makeTables} onMade={setMade} />
        )}
        {one && isOver && (
          <Stack gap="md">
            <ImportOutcome one={one} />
            <Group>
              {one.state === 'failed' || made === undefined ? (
                <Button onClick={() => setId(undefined)}>{words('another')}</Button>
              ) : (
                <>
                  <Button component="a" href={`/a/${made.app}/${made.view}`}>
                    {say('open')}
                  </Button>
                  <Button component="a" href={`/designer/${made.app}/data`} variant="default">
                    {say('design')}
                  </Button>
                </>
              )}
            </Group>
          </Stack>
        )}
      </Stack>
    </main>
  )
}

type PreviewProps = Pick<ExcelWizardProps, 'asksName' | 'note' | 'makeTables'> & {
  one: ImportInfo
  onMade: (made: { app: string; view: string }) => void
}

function Preview({ one, asksName, note, makeTables, onMade }: PreviewProps) {
  const say = useExcelWords()
  const { choose, start } = useImportActions()
  const [choices, setChoices] = useState(() => proposedChoices(one.tables ?? []))
  const [name, setName] = useState(() => one.name.replace(/\.\w+$/, ''))
  const [usesValues, setUsesValues] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const chosen = choices.filter(({ included, columns }) => included && columns.some((column) => column.included))
  const isNamed = (!asksName || name.trim() !== '') && chosen.flatMap(namesIn).every((label) => label.trim() !== '')

  async function make() {
    setMaking(true)
    try {
      const { app, steps, view } = await makeTables(choices, name.trim())
      onMade({ app, view })
      await start(one.id, 'write', { app, steps, formulas: usesValues ? 'values' : 'refuse' })
    } catch (error) {
      const { title, detail, fix } = problemText(error)
      void notify({ kind: 'danger', title, message: [detail, fix].filter(Boolean).join(' ') })
      setMaking(false)
    }
  }
  const layout = (sheet: number, layout: LayoutChoice) => void choose(one.id, { ...one.choices, [sheet]: layout })
  if (isMaking && !isAtWork(one)) return <ProgressBar label={say('creating')} />
  return (
    <Stack gap="lg">
      <Title order={2} size="h3">
        {say('found')}
      </Title>
      {asksName && (
        <TextInput
          required
          label={say('app-name')}
          maw={560}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <FormulaWarning tables={one.tables ?? []} usesValues={usesValues} onChange={setUsesValues} />
      {choices.map((choice, place) => (
        <TablePreview
          key={choice.table.name}
          choice={choice}
          tables={choices}
          onChange={(changed) => setChoices(choices.map((each, i) => (i === place ? changed : each)))}
          onLayout={layout}
        />
      ))}
      {note && (
        <Text size="md" c="dimmed">
          {note}
        </Text>
      )}
      <Group>
        <Button disabled={chosen.length === 0 || !isNamed} onClick={() => void make()}>
          {say('create')}
        </Button>
      </Group>
    </Stack>
  )
}

/** What is to be made of a table has to be called something. */
function namesIn({ label, columns, groups }: TableChoice): string[] {
  const named = (all: readonly ColumnChoice[]) => all.filter(({ included }) => included).map((column) => column.label)
  const rows = groups.filter(({ included }) => included)
  return [label, ...named(columns), ...rows.flatMap((group) => [group.label, ...named(group.columns)])]
}
