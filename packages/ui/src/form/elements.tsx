import type { Id } from '@tangram/data-model'
import type { FieldElement, FormElement, FormModel } from '@tangram/form-engine'
import { lazy, memo, type ReactNode, Suspense, useId, useMemo } from 'react'
import { useFormat } from '../format/use-format.ts'
import { elementGroups } from './element-groups.ts'
import { FormField } from './form-field.tsx'
import type { FormSources } from './form-sources.ts'
import classes from './form-view.module.css'
import { useElementVisible } from './use-field.ts'

export type ElementsProps = {
  ids: readonly Id[]
  model: FormModel
  prefix: string
  sources: FormSources
  labels: { [id: string]: string }
}

/** An element of the rarer kinds; `draw` shows the elements in it. */
export type RareElementProps<E extends FormElement = Exclude<FormElement, FieldElement>> = Omit<ElementsProps, 'ids'> & {
  element: E
  draw: (ids: readonly Id[]) => ReactNode
}

/** Most forms have no tabs, steps, folded sections, buttons or codes. */
const RareElement = lazy(async () => ({ default: (await import('./layout/rare-element.tsx')).RareElement }))

/** Sub-forms bring a table with them. */
const RowsField = lazy(async () => ({ default: (await import('./rows/rows-field.tsx')).RowsField }))

/** Elements beside each other on a grid of twelve columns, which phones show below each other. */
export const Elements = memo(function Elements({ ids, ...rest }: ElementsProps) {
  const { items } = rest.model.plan.form.elements
  const groups = useMemo(() => elementGroups(ids, items), [ids, items])
  if (groups.length === 1) {
    return (
      <div className={classes.grid}>
        <ElementGroup ids={ids} {...rest} />
      </div>
    )
  }
  return (
    <div className={classes.groups}>
      {groups.map((group) => (
        <div key={group[0]} className={`${classes.grid} ${classes.group}`}>
          <ElementGroup ids={group} {...rest} />
        </div>
      ))}
    </div>
  )
})

/** Some elements beside each other, without an element of their own. */
const ElementGroup = memo(function ElementGroup({ ids, ...rest }: ElementsProps) {
  const { items } = rest.model.plan.form.elements
  return ids.map((id) => {
    const element = items[id]
    if (!element) return null
    return element.kind === 'field' ? (
      <FieldCell key={id} element={element} {...rest} />
    ) : (
      <OtherElement key={id} element={element} {...rest} />
    )
  })
})

function FieldCell({ element, model, prefix, sources, labels }: Omit<ElementsProps, 'ids'> & { element: FieldElement }) {
  const isVisible = useElementVisible(model, element.id)
  const plan = model.plan.fields[element.field]
  if (!isVisible || !plan) return null
  return (
    <div style={spanOf(element)}>
      {plan.rows ? (
        <Suspense fallback={null}>
          <RowsField model={model} field={element.field} prefix={prefix} sources={sources} labels={labels} />
        </Suspense>
      ) : (
        <FormField model={model} field={element.field} prefix={prefix} sources={sources} labels={labels} />
      )}
    </div>
  )
}

const spanOf = ({ span = 12 }: { span?: number }) => ({ gridColumn: `span ${span}` })

function OtherElement({ element, ...rest }: Omit<ElementsProps, 'ids'> & { element: Exclude<FormElement, FieldElement> }) {
  const format = useFormat()
  const isVisible = useElementVisible(rest.model, element.id)
  const headingId = useId()
  if (!isVisible) return null
  const text = format.text(element.label)
  switch (element.kind) {
    case 'heading':
      return (
        <h2 className={classes.heading} style={spanOf(element)}>
          {text}
        </h2>
      )
    case 'description':
      return (
        <p className={classes.description} style={spanOf(element)}>
          {text}
        </p>
      )
    case 'divider':
      return <hr className={classes.divider} style={spanOf(element)} />
    case 'section':
      if (element.collapsed) break
      return (
        <section style={spanOf(element)} aria-labelledby={headingId}>
          <h2 id={headingId} className={classes.sectionTitle}>
            {text}
          </h2>
          {element.description && <p className={classes.lead}>{format.text(element.description)}</p>}
          <Elements ids={element.order} {...rest} />
        </section>
      )
  }
  return (
    <div style={spanOf('span' in element ? element : {})}>
      <Suspense fallback={null}>
        <RareElement element={element} draw={(ids) => <Elements ids={ids} {...rest} />} {...rest} />
      </Suspense>
    </div>
  )
}
