import type { WidgetProps } from '../widget.ts'

/** What assistive technology reads of the one element of a widget. */
export function elementAttributes({ id, describedBy, required, invalid }: WidgetProps) {
  return { id, ...spoken(describedBy, required, invalid) }
}

/** The same for Mantine's inputs, which would overwrite `aria-describedby` with that of a wrapper of theirs. */
export function fieldAttributes({ id, labelId, describedBy, required, invalid }: WidgetProps) {
  return { id, error: invalid, attributes: { input: { 'aria-labelledby': labelId, ...spoken(describedBy, required, invalid) } } }
}

/** The same for a widget made of several elements. */
export function groupAttributes({ labelId, describedBy }: WidgetProps) {
  return { 'aria-labelledby': labelId, 'aria-describedby': describedBy }
}

function spoken(describedBy: string | undefined, required: boolean, invalid: boolean) {
  return { 'aria-describedby': describedBy, 'aria-required': required || undefined, 'aria-invalid': invalid || undefined }
}
