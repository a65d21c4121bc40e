import type { Collection, DataRecord, Id } from '@tangram/data-model'
import { type FormDocument, type FormElement, isContainer } from '@tangram/form-engine'
import { useFormat } from '../format/use-format.ts'
import type { FieldView } from './field-view.ts'
import { fieldValueOf } from './field-view.ts'
import { MaskedCell } from './masked-cell.tsx'
import { RecordValue } from './record-value.tsx'
import classes from './record-view.module.css'

export type RecordViewProps = {
  record: DataRecord
  fields: { [id: Id]: FieldView }
  /** Order and sections as on this form; without one, `order` or every field. */
  form?: FormDocument
  order?: Id[]
}

type Part = { label?: FieldView['label']; fields: Id[]; key: string }

/** A record to read: labels above values, in the sections of its form. Fields the reader may not see are not there. */
export function RecordView({ record, fields, form, order }: RecordViewProps) {
  const format = useFormat()
  const parts = form ? partsOf(form.elements) : [{ key: 'all', fields: order ?? Object.keys(record.values) }]
  return (
    <div className={classes.view}>
      {parts.map((part) => {
        const shown = part.fields.filter((id) => fields[id] && Object.hasOwn(record.values, id) && !record.hidden?.includes(id))
        if (shown.length === 0) return null
        return (
          <section key={part.key} className={classes.part}>
            {part.label && <h2>{format.text(part.label)}</h2>}
            <dl>
              {shown.map((id) => {
                const field = fields[id] as FieldView
                return (
                  <div key={id} data-wide={isWide(field) || undefined}>
                    <dt>{format.text(field.label, id)}</dt>
                    <dd>
                      {record.masked?.includes(id) ? (
                        <MaskedCell value={fieldValueOf(record, id)} />
                      ) : (
                        <RecordValue field={field} value={fieldValueOf(record, id)} labels={record.labels} />
                      )}
                    </dd>
                  </div>
                )
              })}
            </dl>
          </section>
        )
      })}
    </div>
  )
}

const wideWidgets = new Set(['textarea', 'richText', 'image', 'attachment', 'signature', 'address'])
const isWide = (field: FieldView) => wideWidgets.has(field.widget) || field.columns !== undefined

function partsOf(elements: Collection<FormElement>): Part[] {
  const parts: Part[] = [{ key: 'top', fields: [] }]
  const walk = (ids: readonly Id[]) => {
    for (const id of ids) {
      const element = elements.items[id]
      if (element?.kind === 'field') parts.at(-1)?.fields.push(element.field)
      if (!isContainer(element)) continue
      // A group of tabs or steps is named for its author only; to read, each of them is a section.
      if (element.kind !== 'tabs' && element.kind !== 'steps') parts.push({ key: id, label: element.label, fields: [] })
      walk(element.order)
      parts.push({ key: `${id}-after`, fields: [] })
    }
  }
  walk(elements.order)
  return parts
}
