import type { Widget } from '../widget.ts'
import { MultiSelectWidget, RadioWidget, SelectWidget, SwitchWidget } from './choice.tsx'
import { DateTimeWidget, DateWidget, TimeWidget } from './date.tsx'
import { AttachmentWidget, ImageWidget } from './files.tsx'
import { later } from './later.tsx'
import { DecimalWidget, IntegerWidget, PercentWidget } from './number.tsx'
import { ReferenceWidget } from './reference.tsx'
import { EmailWidget, PhoneWidget, TextareaWidget, TextWidget, UrlWidget } from './text.tsx'

/** Widgets by the name field types give. `readonly` has none: its value is only shown. */
export const widgets: Readonly<Record<string, Widget>> = {
  text: { component: TextWidget, labelled: 'label' },
  textarea: { component: TextareaWidget, labelled: 'label' },
  phone: { component: PhoneWidget, labelled: 'label' },
  email: { component: EmailWidget, labelled: 'label' },
  url: { component: UrlWidget, labelled: 'label' },
  code: { component: later(async () => (await import('./code.tsx')).CodeWidget, 36), labelled: 'label' },
  decimal: { component: DecimalWidget, labelled: 'label' },
  integer: { component: IntegerWidget, labelled: 'label' },
  percent: { component: PercentWidget, labelled: 'label' },
  stars: { component: later(async () => (await import('./stars.tsx')).StarsWidget, 44), labelled: 'group' },
  slider: { component: later(async () => (await import('./slider.tsx')).SliderWidget, 36), labelled: 'label' },
  date: { component: DateWidget, labelled: 'label' },
  datetime: { component: DateTimeWidget, labelled: 'group' },
  time: { component: TimeWidget, labelled: 'label' },
  duration: { component: later(async () => (await import('./duration.tsx')).DurationWidget, 36), labelled: 'group' },
  radio: { component: RadioWidget, labelled: 'group' },
  select: { component: SelectWidget, labelled: 'label' },
  multiSelect: { component: MultiSelectWidget, labelled: 'group' },
  switch: { component: SwitchWidget, labelled: 'label' },
  reference: { component: ReferenceWidget, labelled: 'label' },
  image: { component: ImageWidget, labelled: 'group' },
  attachment: { component: AttachmentWidget, labelled: 'group' },
}
