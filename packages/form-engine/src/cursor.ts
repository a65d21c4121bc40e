import type { MakeCell } from './field-cells.ts'

/** Cells that remember what they computed until the cursor moves on: one set of them serves row after row. */
export function createCursor(): { cell: MakeCell; move(): void } {
  let position = 0
  return {
    cell: (compute) => {
      let at = -1
      let value: ReturnType<typeof compute>
      return () => {
        if (at !== position) {
          value = compute()
          at = position
        }
        return value
      }
    },
    move: () => {
      position += 1
    },
  }
}
