import { inOrder, type JsonObject, type JsonValue, locales, withDefaults } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { compileProcess } from '../compile-process.ts'
import type { NodeType } from '../node-type.ts'
import { processOf } from '../testing/build.ts'
import { nodeTypes } from './index.ts'

/** Diagnostics about the settings of one node with this config. */
function mistakes(type: NodeType, config: JsonObject) {
  const document = processOf([['it', type.type, config]], [])
  return compileProcess(document, { nodes: nodeTypes }).diagnostics.filter(
    ({ path, severity }) => severity === 'error' && path.startsWith('/nodes/items/it/config'),
  )
}

describe.each(nodeTypes.map((type) => [type.type, type] as const))('node type %s', (_, type) => {
  it('accepts its valid examples', () => {
    expect(type.examples.valid.length).toBeGreaterThan(0)
    for (const config of type.examples.valid) expect(mistakes(type, config)).toEqual([])
  })

  it('finds fault with its invalid examples', () => {
    for (const config of type.examples.invalid) expect(mistakes(type, config), JSON.stringify(config)).not.toEqual([])
  })

  it('speaks both languages', () => {
    const labels = [type.label, ...Object.values(type.config).flatMap((property) => [property.label, property.help ?? property.label])]
    const options = Object.values(type.config).flatMap((property) => property.options ?? [])
    const ports = type.examples.valid.flatMap((config) => type.ports(withDefaults(type.config, config)))
    for (const text of [...labels, ...[...options, ...ports].map((item) => item.label)]) {
      for (const locale of locales) expect(text[locale]).toBeTruthy()
    }
  })

  it('waits for nothing it cannot be woken from', () => {
    expect(type.bpmnElement).toMatch(/^bpmn:/)
    if (type.group === 'task') expect(type.resume).toBeDefined()
    if (type.arm ?? (type.attaches && type.attaches !== 'compensation')) expect(type.resume).toBeDefined()
  })

  it('survives any settings at all when it is compiled', () => {
    const junk: JsonValue[] = [null, 7, 'x', [], [null], [7], {}, { id: 1 }, [{ id: 'a' }, { id: 'a', when: null }], { a: null }]
    for (const name of Object.keys(type.config)) {
      for (const value of junk) {
        const config = { ...type.examples.valid[0], [name]: value }
        expect(() => mistakes(type, config)).not.toThrow()
      }
    }
  })
})

it('has no two node types of one name', () => {
  const document = processOf(
    nodeTypes.map((type) => [type.type.replaceAll('-', '_'), type.type]),
    [],
  )
  expect(inOrder(document.nodes)).toHaveLength(new Set(nodeTypes.map((type) => type.type)).size)
})
