import type { FieldType } from '../field-type.ts'
import { addressImporter } from '../fields/address.ts'
import { cascaderImporter } from '../fields/cascader.ts'
import { creditCodeImporter } from '../fields/credit-code.ts'
import { dateImporter } from '../fields/date.ts'
import { dateRangeImporter } from '../fields/date-range.ts'
import { datetimeImporter } from '../fields/datetime.ts'
import { emailImporter } from '../fields/email.ts'
import { idNumberImporter } from '../fields/id-number.ts'
import { integerImporter } from '../fields/integer.ts'
import { locationImporter } from '../fields/location.ts'
import { moneyImporter } from '../fields/money.ts'
import { monthImporter } from '../fields/month.ts'
import { multiSelectImporter } from '../fields/multi-select.ts'
import { numberImporter } from '../fields/number.ts'
import { percentImporter } from '../fields/percent.ts'
import { phoneImporter } from '../fields/phone.ts'
import { ratingImporter } from '../fields/rating.ts'
import { richTextImporter } from '../fields/rich-text.ts'
import { selectImporter } from '../fields/select.ts'
import { serialNumberImporter } from '../fields/serial-number.ts'
import { switchImporter } from '../fields/switch.ts'
import { tagsImporter } from '../fields/tags.ts'
import { textImporter } from '../fields/text.ts'
import { textareaImporter } from '../fields/textarea.ts'
import { timeImporter } from '../fields/time.ts'
import { urlImporter } from '../fields/url.ts'
import type { Importer } from './importer.ts'

/** The importers of the types that ship with Tangram; each stands in the file of its type. A plug-in's type carries its own. */
const importers: ReadonlyMap<string, Importer> = new Map([
  ['text', textImporter],
  ['textarea', textareaImporter],
  ['phone', phoneImporter],
  ['email', emailImporter],
  ['url', urlImporter],
  ['number', numberImporter],
  ['integer', integerImporter],
  ['money', moneyImporter],
  ['percent', percentImporter],
  ['rating', ratingImporter],
  ['date', dateImporter],
  ['datetime', datetimeImporter],
  ['time', timeImporter],
  ['select', selectImporter],
  ['multiSelect', multiSelectImporter],
  ['switch', switchImporter],
  ['serialNumber', serialNumberImporter],
  ['tags', tagsImporter],
  ['richText', richTextImporter],
  ['month', monthImporter],
  ['location', locationImporter],
  ['idNumber', idNumberImporter],
  ['dateRange', dateRangeImporter],
  ['creditCode', creditCodeImporter],
  ['cascader', cascaderImporter],
  ['address', addressImporter],
])

export function importerOf(fieldType: FieldType): Importer | undefined {
  return fieldType.importer ?? importers.get(fieldType.type)
}
