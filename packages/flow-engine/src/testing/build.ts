import type { Collection, JsonObject } from '@tangram/data-model'
import type { NodeDocument, ProcessDocument, SequenceFlowDocument } from '../document.ts'

/** A process for a test: nodes as `[id, type, config]`, flows as `'a → b'`, `'a:port → b'` or with a condition. */
export function processOf(
  nodes: [id: string, type: string, config?: JsonObject, more?: Partial<Pick<NodeDocument, 'parent' | 'attachedTo' | 'loop'>>][],
  flows: (string | [flow: string, more: Pick<SequenceFlowDocument, 'when' | 'default'>])[],
): ProcessDocument {
  return {
    id: 'test',
    label: { en: 'Test', 'zh-CN': '测试' },
    entity: 'ticket',
    nodes: listed(
      nodes.map(([id, type, config = {}, more = {}]): NodeDocument => ({ id, type, label: { en: id, 'zh-CN': id }, config, ...more })),
    ),
    flows: listed(flows.map((flow, index) => flowOf(flow, index))),
  }
}

function flowOf(flow: string | [string, Pick<SequenceFlowDocument, 'when' | 'default'>], index: number): SequenceFlowDocument {
  const [text, more] = typeof flow === 'string' ? [flow, {}] : flow
  const [source = '', to = ''] = text.split(' → ')
  const [from = '', port] = source.split(':')
  return { id: `f${index}`, from, to, ...(port ? { port } : {}), ...more }
}

function listed<T extends { id: string }>(items: T[]): Collection<T> {
  return { order: items.map((item) => item.id), items: Object.fromEntries(items.map((item) => [item.id, item])) }
}
