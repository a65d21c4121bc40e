import type { AppDocument } from '@tangram/app-model'
import { inOrder, type LocalizedText } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import type { SlaStageDocument } from '@tangram/flow-engine'
import { fieldTypeNamed } from '../platform.ts'

/** A stage that is done when the record's state is the last one there is; without a state, when its last time or field is filled in. */
export function newStage(document: AppDocument, entity: string, id: string, label: LocalizedText): SlaStageDocument {
  return { id, label, doneWhen: doneWhen(document, entity), targets: [{ id: 'all', minutes: 480 }], warnAt: [], onBreach: [] }
}

function doneWhen(document: AppDocument, entity: string): Logic {
  const fields = inOrder(document.entities.items[entity]?.fields)
  for (const field of fields) {
    const last =
      field.type === 'subform'
        ? undefined
        : fieldTypeNamed(field.type)
            ?.options?.(field.config ?? {})
            ?.at(-1)
    if (last) return { '==': [{ var: field.id }, last.id] }
  }
  const time = fields.findLast(({ type }) => fieldTypeNamed(type)?.valueType && type.startsWith('date'))
  return { '!=': [{ var: (time ?? fields.at(-1))?.id ?? 'updated_by' }, null] }
}
