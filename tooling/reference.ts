/**
 * Writes docs/reference from the registries, schemas and catalogues: `node tooling/reference.ts`, or `--check` to only compare.
 * Nothing in docs/reference is written by hand but the threat model, whose tests are looked up (`threat-model.test.ts`): it cannot say
 * something the code does not.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { appSchema, defaultPlatform } from '@tangram/app-model'
import type { ConfigSchema, LocalizedText, Message, ValueType } from '@tangram/data-model'
import { withDefaults } from '@tangram/data-model'
import { type FunctionDescription, functionGroups, functions } from '@tangram/expression'
import { fieldGroups, valueTypeOf } from '@tangram/form-engine'

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'docs/reference')

const both = (text: LocalizedText | undefined) => [text?.en, text?.['zh-CN']].filter(Boolean).join(' · ')
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: string[], rows: string[][]) =>
  [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)].join(
    '\n',
  )

function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'list':
    case 'range':
      return `${type.kind} of ${typeName(type.of)}`
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'reference':
      return `reference to ${type.to}${type.many ? ', many' : ''}`
    default:
      return type.kind
  }
}

function settings(schema: ConfigSchema): string {
  const rows = Object.entries(schema).map(([name, property]) => [
    `\`${name}\``,
    both(property.label),
    typeName(property.valueType),
    property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``,
  ])
  return rows.length === 0 ? 'No settings.' : table(['Setting', 'Label', 'Value', 'Default'], rows)
}

function fieldTypesPage(): string {
  const parts = ['# Field types', '', 'What a form can ask for, in palette order. The database column follows from the value type.']
  for (const group of fieldGroups) {
    const types = defaultPlatform.fields.filter((type) => type.group === group.id)
    if (types.length === 0) continue
    parts.push('', `## ${both(group.label)}`)
    for (const type of types) {
      const config = withDefaults(type.config, type.examples.config)
      parts.push('', `### \`${type.type}\` ${both(type.label)}`, '', both(type.help), '')
      parts.push(
        `Value: ${typeName(valueTypeOf(type, config))}. For example ${type.examples.valid
          .slice(0, 2)
          .map((value) => `\`${JSON.stringify(value)}\``)
          .join(', ')}.`,
        '',
        settings(type.config),
      )
    }
  }
  return parts.join('\n')
}

type Entry = { type: string; label: LocalizedText; config?: ConfigSchema; input?: ConfigSchema }

function registryPage(title: string, lead: string, entries: readonly Entry[]): string {
  return [
    `# ${title}`,
    '',
    lead,
    ...entries.flatMap((entry) => ['', `## \`${entry.type}\` ${both(entry.label)}`, '', settings(entry.config ?? entry.input ?? {})]),
  ].join('\n')
}

function isMessage(value: unknown): value is Message & { status?: number } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof (value as Message).text?.en === 'string'
}

/** Every code of every catalogue; a code may be a diagnostic here and an error of a request there, with the same meaning. */
async function errorsPage(): Promise<string> {
  const codes = new Map<string, Message & { status?: number }>()
  const take = (catalogue: object, from: string) => {
    for (const [code, message] of Object.entries(catalogue)) {
      if (!isMessage(message)) continue
      const key = `${code} ${message.status ?? ''}`
      const other = codes.get(key)
      if (other && both(other.text) !== both(message.text)) throw new Error(`${code} has other words in ${from} than elsewhere`)
      codes.set(key, message)
    }
  }
  for (const file of globSync('{packages,apps}/*/src/{errors,messages,*-messages,*-errors}.ts', { cwd: root }).sort()) {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as object
    for (const exported of Object.values(module)) if (typeof exported === 'object' && exported !== null) take(exported, file)
  }
  for (const type of defaultPlatform.fields) take(type.messages, `field type ${type.type}`)
  const rows = [...codes.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, message]) => [
      `\`${key.split(' ')[0]}\``,
      message.status === undefined ? '' : String(message.status),
      both(message.text),
      both(message.fix),
    ])
  return [
    '# Errors and diagnostics',
    '',
    'Every code, with its HTTP status where it is an error of a request, what it says and what to do.',
    '',
    table(['Code', 'Status', 'Says', 'Do'], rows),
  ].join('\n')
}

function signature({ name, params }: FunctionDescription): string {
  const written = params.map(({ name: param, optional, repeats }) => (repeats ? `${param.en}…` : optional ? `[${param.en}]` : param.en))
  return `\`${name}(${written.join(', ')})\``
}

function functionsPage(): string {
  const parts = [
    '# Functions of formulas',
    '',
    `${functions.filter((entry) => !entry.isImplied).length} functions by group. All names mean the same, capitals or not; an argument in brackets may be left out, one with … may be repeated.`,
    'A function in SQL has exactly the same answer in PostgreSQL, so that filters, reports and rights can use it.',
    'The exact ones (`DEC_…`) are chosen by themselves where a decimal is among the arguments.',
  ]
  for (const [group, label] of Object.entries(functionGroups)) {
    const rows = functions
      .filter((entry) => entry.group === group)
      .map((entry) => [signature(entry), entry.aliases.join(' '), both(entry.label), entry.closuresOnly ? both(entry.closuresOnly) : 'yes'])
    parts.push('', `## ${both(label)}`, '', table(['Function', 'Also', 'Does', 'In SQL'], rows))
  }
  parts.push(
    '',
    '## Formats',
    '',
    '`TEXT(number, format)`: `0` a digit that is always there, `#` one that may be, `#,##0` groups thousands, digits after the point as `.00` or `.##`, `%` times 100; up to 20 other characters before and after. At least one digit stands before the point, half rounds away from zero.',
    '',
    '`TEXT(date, format)`: `yyyy` `MM` `M` `dd` `d` `HH` `H` `mm` `ss` `Q` (quarter) with any characters between that are no letters A to Z.',
    '',
    '`REGEXMATCH(text, pattern)`: letters, `.`, `[a-z]`, `[^0-9]`, `\\d` `\\w` `\\s` and their opposites, groups, `|`, `*`, `+`, `?`, `{2,5}`, `^`, `$`. No references back, no looking around; the time is that of pattern times text.',
  )
  return parts.join('\n')
}

/** The control-flow patterns with the file that shows each; `packages/flow-engine/src/patterns` runs them. */
function patternsPage(): string {
  const from = path.join(root, 'packages/flow-engine/src/patterns')
  const rows = globSync('*.json', { cwd: from })
    .sort()
    .map((file) => {
      const { pattern, title, traces, partly, extension } = JSON.parse(readFileSync(path.join(from, file), 'utf8'))
      const name = file.replace('.json', '.bpmn')
      const how = partly ?? (extension ? 'yes, by a setting BPMN has no word for' : 'yes')
      return [pattern, title, `[${name}](../../packages/flow-engine/src/patterns/${name})`, String(traces.length), how]
    })
  return [
    '# Control-flow patterns',
    '',
    'The workflow patterns of van der Aalst and others that processes can express, each as a BPMN file with what must come of it.',
    'Tests import every file and play it, in every order of what may come in any.',
    '',
    table(['Pattern', 'Name', 'File', 'Plays', 'Supported'], rows),
  ].join('\n')
}

const pages: { [file: string]: string } = {
  'app.schema.json': JSON.stringify(appSchema, null, 2),
  'field-types.md': fieldTypesPage(),
  'flow-nodes.md': registryPage('Steps of a process', 'What a flow is made of.', defaultPlatform.nodes),
  'flow-patterns.md': patternsPage(),
  'triggers.md': registryPage('Triggers of rules', 'What sets a rule off.', defaultPlatform.triggers),
  'actions.md': registryPage('Actions', 'What flows and rules can do.', defaultPlatform.actions),
  'charts.md': registryPage('Charts', 'How a report is shown.', defaultPlatform.charts),
  'functions.md': functionsPage(),
  'errors.md': await errorsPage(),
}
pages['README.md'] = [
  '# Reference',
  '',
  'Generated by `pnpm reference`; do not edit.',
  '',
  ...Object.keys(pages).map((file) => `- [${file}](${file})`),
  '',
  'By hand, held by a test: [threat-model.md](threat-model.md)',
].join('\n')

const isCheck = process.argv.includes('--check')
const stale: string[] = []
mkdirSync(folder, { recursive: true })
for (const [file, content] of Object.entries(pages)) {
  const whole = path.join(folder, file)
  const wanted = `${content.trimEnd()}\n`
  if (existsSync(whole) && readFileSync(whole, 'utf8') === wanted) continue
  if (isCheck) stale.push(file)
  else writeFileSync(whole, wanted)
}
if (stale.length > 0) {
  console.error(`docs/reference is behind the code: ${stale.join(', ')}. Run "pnpm reference" and commit what it writes.`)
  process.exit(1)
}
