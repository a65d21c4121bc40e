import type { WidgetProps } from '../widget.ts'

/** Attributes of the one element of a widget: its id and what assistive technology reads. */
export function fieldAttributes({ id, describedBy, required, invalid }: WidgetProps) {
  return {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': required || undefined,
    error: invalid,
  }
}

/** The same for a widget made of several elements. */
export function groupAttributes({ labelId, describedBy }: WidgetProps) {
  return { 'aria-labelledby': labelId, 'aria-describedby': describedBy }
}
