import { readdirSync, readFileSync } from 'node:fs'
import { inOrder, type JsonObject, type JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { compileProcess } from '../compile-process.ts'
import type { ProcessDocument } from '../document.ts'
import { nodeTypes } from '../nodes/index.ts'
import { type Element, everyElement, idOf, isElement } from './element.ts'
import { type BpmnImport, exportBpmn, type ImportOptions, importBpmn } from './index.ts'
import { parseBpmn } from './parse-bpmn.ts'
import { withoutTangram } from './reading.ts'

const folder = new URL('./files/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))

/** What a file says of itself: `<!-- expect: refused bpmn.id.twice A -->`, `<!-- options: {…} -->`. */
function read(name: string) {
  const xml = readFileSync(new URL(name, folder), 'utf8')
  const [, how, code, element] = /<!-- expect: (refused|warns) (\S+) ?(.*?) -->/.exec(xml) ?? []
  const options: ImportOptions = JSON.parse(/<!-- options: (.*?) -->/.exec(xml)?.[1] ?? '{}')
  return { xml, how, code, element, options: { ...options, entity: 'ticket' } }
}

const said = ({ diagnostics }: BpmnImport) => diagnostics.map(({ severity, code, path }) => ({ severity, code, path }))

/** A process without what only says where it came from. */
function meaning({ bpmn: _, nodes, flows, ...process }: ProcessDocument): JsonObject {
  const plain = (things: { bpmn?: JsonObject }[]) => things.map(({ bpmn: _bpmn, ...thing }) => thing)
  return { ...process, nodes: plain(inOrder(nodes)), flows: plain(inOrder(flows)) } as never
}

/** What the check of the process goes on asking for where a file could not say it. */
const stillOpen: { [file: string]: string[] } = {
  'camunda-external-kept.bpmn': ['config.missing'],
  'flowable-http-kept.bpmn': ['config.missing'],
  'zeebe-loop-kept.bpmn': ['config.missing'],
  'expressions-foreign.bpmn': ['flow.condition.missing'],
}

const undrawn = (process: ProcessDocument) =>
  JSON.parse(JSON.stringify(meaning(process), (name, value) => (name === 'waypoints' ? undefined : value)))

describe('BPMN files', () => {
  it('are more than sixty', () => expect(files.length).toBeGreaterThanOrEqual(60))

  for (const name of files) {
    const { xml, how, code, element, options } = read(name)
    if (how === 'refused') {
      it(`${name} is refused: ${code} ${element}`, async () => {
        const result = await importBpmn(xml, options)
        expect(result.processes).toEqual([])
        const path = element ? `/elements/${element}` : ''
        expect(said(result)).toContainEqual({ severity: 'error', code, path })
        for (const { message, fix } of result.diagnostics) {
          expect([message['zh-CN'], message.en, fix?.['zh-CN'], fix?.en].every((text) => text && !/(?<!\$)\{\w+\}/.test(text))).toBe(true)
        }
      })
      continue
    }
    it(`${name} comes back as it went${how ? ` (${code})` : ''}`, async () => {
      const first = await importBpmn(xml, options)
      expect(first.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      if (how) expect(said(first)).toContainEqual({ severity: 'warning', code, path: element ? `/elements/${element}` : '' })
      const { diagnostics } = compileProcess(first.processes[0] as ProcessDocument, { nodes: nodeTypes })
      expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(stillOpen[name] ?? [])
      const written = await exportBpmn(first.processes)
      const second = await importBpmn(written, options)
      // Ways that were not drawn are, afterwards.
      expect(second.processes.map(meaning)).toMatchObject(first.processes.map(meaning))
      expect(second.processes.map(undrawn)).toEqual(first.processes.map(undrawn))
      expect(await contentOf(written)).toMatchObject(await contentOf(xml))
      expect(second.kept).toEqual(expect.arrayContaining(first.kept))
      // Once exported, exporting again changes nothing more.
      expect(await exportBpmn(second.processes)).toBe(written)
    })
  }
})

/** Everything a file says, by id: elements with all they hold, extensions and drawing too. */
async function contentOf(xml: string): Promise<{ [id: string]: JsonObject }> {
  const { file } = await parseBpmn(xml)
  const elements = file ? [...everyElement(file.definitions)] : []
  const own = elements.filter((element) => idOf(element) !== '' && element.$uri === undefined && element.$type !== 'bpmn:Definitions')
  return Object.fromEntries(own.map((element) => [idOf(element), bare(element)]))
}

/** Without elements that have ids of their own, which are compared by themselves, and without what an export adds. */
function bare(element: Element): JsonObject {
  const { incoming: _in, outgoing: _out, ...rest } = withoutTangram(element)
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]): [string, JsonValue][] => {
      // The same as saying nothing.
      if (value === false || (Array.isArray(value) && value.length === 0)) return []
      if (!Array.isArray(value))
        return isElement(value) && idOf(value) === '' ? [[name, bare(value)]] : isElement(value) ? [] : [[name, value]]
      return value.some((each) => isElement(each) && idOf(each) !== '')
        ? []
        : [[name, value.map((each) => (isElement(each) ? bare(each) : each))]]
    }),
  )
}
