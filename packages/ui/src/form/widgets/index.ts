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
  code: { component: later(async () => (await import('./rare/code.tsx')).CodeWidget, 36), labelled: 'label' },
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
  richText: { component: later(async () => (await import('./rare/rich-text.tsx')).RichTextWidget, 163), labelled: 'group' },
  month: { component: later(async () => (await import('./rare/month.tsx')).MonthWidget, 36), labelled: 'group' },
  dateRange: { component: later(async () => (await import('./rare/date-range.tsx')).DateRangeWidget, 58), labelled: 'group' },
  checkboxGroup: { component: later(async () => (await import('./rare/checkbox-group.tsx')).CheckboxGroupWidget, 72), labelled: 'group' },
  cascader: { component: later(async () => (await import('./rare/cascader.tsx')).CascaderWidget, 36), labelled: 'group' },
  treeSelect: { component: later(async () => (await import('./rare/tree-select.tsx')).TreeSelectWidget, 36), labelled: 'label' },
  tags: { component: later(async () => (await import('./rare/tags.tsx')).TagsWidget, 36), labelled: 'label' },
  department: { component: later(async () => (await import('./rare/department.tsx')).DepartmentWidget, 36), labelled: 'label' },
  address: { component: later(async () => (await import('./rare/address.tsx')).AddressWidget, 80), labelled: 'group' },
  location: { component: later(async () => (await import('./rare/location.tsx')).LocationWidget, 168), labelled: 'group' },
  signature: { component: later(async () => (await import('./rare/signature.tsx')).SignatureWidget, 204), labelled: 'group' },
}
