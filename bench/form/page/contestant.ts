import type { ComponentType } from 'react'

/** One way to show and check the same form. */
export type Contestant = {
  /** The form with so many fields, ready to type into. Everything from the schema on belongs to it. */
  Form: ComponentType<{ fields: number }>
  /** How a field is found in the page. */
  selectorOf(field: string): string
  /** Milliseconds from setting one value until so many rules in a row have given theirs; nothing is drawn. */
  cascadeMs?(rules: number): number
}
