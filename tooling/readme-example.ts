import { stripTypeScriptTypes } from 'node:module'

/** The first block of a language in a Markdown page. */
export const blockOf = (page: string, language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1]

/** What a line such as `textIn(label, 'en') // 'Rating'` says it gives; undefined for words. */
function saidBy(line: string): { expression: string; value: string } | undefined {
  const [, expression = '', value = ''] = /^(?!const |let |import |\/\/)(\S.*?) \/\/ (.+)$/.exec(line) ?? []
  if (expression === '' || !/^(['"[{\d]|true|false|null)/.test(value)) return undefined
  return { expression, value }
}

/** The example of a README as JavaScript: its imports, and its lines with each value named in a comment handed to `check(found, said, line)`. */
export function programOf(source: string): { imports: { names: string; from: string }[]; lines: string[] } {
  const imports: { names: string; from: string }[] = []
  const lines: string[] = []
  for (const line of stripTypeScriptTypes(source.replace(/^import type .*\n/gm, '')).split('\n')) {
    const [, names, from = ''] = /^import (\{.*\}) from '(.*)'$/.exec(line.replace(/\btype \w+, /g, '')) ?? []
    const said = saidBy(line)
    if (names !== undefined) imports.push({ names, from })
    else lines.push(said ? `check(await (${said.expression}), ${said.value}, ${JSON.stringify(line)})` : line)
  }
  return { imports, lines }
}
