import type { Id } from '@tangram/data-model'

/**
 * Columns of a drawing: every node to the right of all that lead to it, ways back left aside; within a column near what leads there.
 */
export function layersOf(nodes: readonly { id: Id }[], flows: readonly { from: Id; to: Id }[]): Id[][] {
  const forward = withoutWaysBack(nodes, flows)
  const column = columnsOf(nodes, forward)
  const layers: Id[][] = []
  for (const { id } of nodes) {
    const at = column.get(id) ?? 0
    while (layers.length <= at) layers.push([])
    layers[at]?.push(id)
  }
  return ordered(layers, forward)
}

/** The flows that do not close a circle, looking from the beginnings on. */
function withoutWaysBack(nodes: readonly { id: Id }[], flows: readonly { from: Id; to: Id }[]): { from: Id; to: Id }[] {
  const leaving = new Map<Id, { from: Id; to: Id }[]>()
  for (const flow of flows) leaving.set(flow.from, [...(leaving.get(flow.from) ?? []), flow])
  const targets = new Set(flows.filter(({ from, to }) => from !== to).map(({ to }) => to))
  const state = new Map<Id, 'open' | 'done'>()
  const forward: { from: Id; to: Id }[] = []
  const beginnings = [...nodes.filter(({ id }) => !targets.has(id)), ...nodes]
  for (const { id } of beginnings) visit(id)
  return forward

  // Depth first without recursion: a chain may be thousands of steps long.
  function visit(start: Id): void {
    if (state.has(start)) return
    state.set(start, 'open')
    const stack = [{ id: start, next: 0 }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const flow = leaving.get(top.id)?.[top.next]
      top.next += 1
      if (!flow) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (state.get(flow.to) !== 'open') {
        forward.push(flow)
        if (!state.has(flow.to)) {
          state.set(flow.to, 'open')
          stack.push({ id: flow.to, next: 0 })
        }
      }
    }
  }
}

function columnsOf(nodes: readonly { id: Id }[], flows: readonly { from: Id; to: Id }[]): Map<Id, number> {
  const column = new Map<Id, number>(nodes.map(({ id }) => [id, 0]))
  const waits = new Map<Id, number>()
  const leaving = new Map<Id, Id[]>()
  for (const { from, to } of flows) {
    waits.set(to, (waits.get(to) ?? 0) + 1)
    leaving.set(from, [...(leaving.get(from) ?? []), to])
  }
  const ready = nodes.filter(({ id }) => !waits.get(id)).map(({ id }) => id)
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    for (const to of leaving.get(id) ?? []) {
      column.set(to, Math.max(column.get(to) ?? 0, (column.get(id) ?? 0) + 1))
      const left = (waits.get(to) ?? 1) - 1
      waits.set(to, left)
      if (left === 0) ready.push(to)
    }
  }
  return column
}

/** Each column by the mean row of what leads there. */
function ordered(layers: Id[][], flows: readonly { from: Id; to: Id }[]): Id[][] {
  const row = new Map<Id, number>()
  const coming = new Map<Id, Id[]>()
  for (const { from, to } of flows) coming.set(to, [...(coming.get(to) ?? []), from])
  return layers.map((layer) => {
    const wanted = new Map(
      layer.map((id, index) => {
        const rows = (coming.get(id) ?? []).flatMap((from) => row.get(from) ?? [])
        return [id, rows.length === 0 ? index : rows.reduce((sum, each) => sum + each, 0) / rows.length]
      }),
    )
    const sorted = layer.toSorted((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0))
    for (const [index, id] of sorted.entries()) row.set(id, index)
    return sorted
  })
}
