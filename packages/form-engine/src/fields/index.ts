import type { FieldRegistry } from '../field-type.ts'
import { address } from './address.ts'
import { attachment } from './attachment.ts'
import { cascader } from './cascader.ts'
import { checkboxGroup } from './checkbox-group.ts'
import { computed } from './computed.ts'
import { creditCode } from './credit-code.ts'
import { date } from './date.ts'
import { dateRange } from './date-range.ts'
import { datetime } from './datetime.ts'
import { department } from './department.ts'
import { departments } from './departments.ts'
import { duration } from './duration.ts'
import { email } from './email.ts'
import { idNumber } from './id-number.ts'
import { image } from './image.ts'
import { integer } from './integer.ts'
import { location } from './location.ts'
import { lookup } from './lookup.ts'
import { member } from './member.ts'
import { members } from './members.ts'
import { money } from './money.ts'
import { month } from './month.ts'
import { multiSelect } from './multi-select.ts'
import { number } from './number.ts'
import { percent } from './percent.ts'
import { phone } from './phone.ts'
import { radio } from './radio.ts'
import { rating } from './rating.ts'
import { relation } from './relation.ts'
import { richText } from './rich-text.ts'
import { select } from './select.ts'
import { serialNumber } from './serial-number.ts'
import { signature } from './signature.ts'
import { slider } from './slider.ts'
import { subform } from './subform.ts'
import { switchField } from './switch.ts'
import { tags } from './tags.ts'
import { team } from './team.ts'
import { text } from './text.ts'
import { textarea } from './textarea.ts'
import { time } from './time.ts'
import { treeSelect } from './tree-select.ts'
import { url } from './url.ts'

/** Every field type that ships with Tangram, in palette order. */
export const fieldTypes: FieldRegistry = [
  text,
  textarea,
  richText,
  phone,
  email,
  url,
  idNumber,
  creditCode,
  number,
  integer,
  money,
  percent,
  rating,
  slider,
  date,
  dateRange,
  datetime,
  month,
  time,
  duration,
  radio,
  select,
  multiSelect,
  checkboxGroup,
  cascader,
  treeSelect,
  tags,
  switchField,
  member,
  members,
  team,
  department,
  departments,
  image,
  attachment,
  signature,
  serialNumber,
  relation,
  computed,
  address,
  location,
  lookup,
  subform,
]
