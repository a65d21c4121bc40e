import type { MakeCell } from './field-cells.ts'

/** A cell whose computation runs at most once. */
export const remembered: MakeCell = (compute) => {
  let cell: { value: ReturnType<typeof compute> } | undefined
  return () => {
    cell ??= { value: compute() }
    return cell.value
  }
}
