import type { ComponentType } from 'react'

/** One way to show and check the same form. */
export type Contestant = {
  /** The form with so many fields, ready to type into. Everything from the schema on belongs to it. */
  Form: ComponentType<{ fields: number }>
  /** How a field is found in the page. */
  selectorOf(field: string): string
  /** Milliseconds from setting one value until so many rules in a row have given theirs; nothing is drawn. */
  cascadeMs?(rules: number): number
  /** A sub-form with so many rows; nothing is drawn. */
  openRows?(rows: number): OpenedRows
}

/** A sub-form that is open: its total is there, and so is what thirty rows on the screen show. */
export type OpenedRows = {
  /** Milliseconds from documents and values until then. */
  openMs: number
  /** Milliseconds from setting one cell until its row, the total and whoever listens have what follows. */
  cellMs(edit: number): number
}
