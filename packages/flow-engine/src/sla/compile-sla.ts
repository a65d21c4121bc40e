import { type Collection, type ConfigSchema, type Diagnostic, inOrder, itemOf } from '@tangram/data-model'
import { type CompiledLogic, type Logic, namesIn, type Scope } from '@tangram/expression'
import type { CalendarDocument } from '../calendar/document.ts'
import { checkSla } from './check-sla.ts'
import type { SlaDocument } from './document.ts'

/** What agreements are made of; a whole platform with the calendars of the app fits. */
export type SlaRegistry = {
  calendars?: Collection<CalendarDocument> | undefined
  /** Absent: actions are neither checked nor known by their input. */
  actions?: readonly { type: string; input: ConfigSchema }[]
}

/** An agreement ready to run. */
export type CompiledSla = {
  document: SlaDocument
  /** Absent: time counts around the clock. */
  calendar: CalendarDocument | undefined
  /** Paths across references that it reads: when one of those records changes, its clocks may too. */
  relations: string[][]
  scope: Scope | undefined
  actions: { [type: string]: ConfigSchema }
  /** Compiled expressions by the object they were compiled from. */
  logics: WeakMap<object, CompiledLogic>
}

/**
 * Prepares an agreement and says everything that is wrong with it. Run it only when no diagnostic is an error.
 *
 * @param scope names of the record's entity; without it expressions are not checked and texts show option ids
 */
export function compileSla(document: SlaDocument, registry: SlaRegistry, scope?: Scope): { sla: CompiledSla; diagnostics: Diagnostic[] } {
  const sla: CompiledSla = {
    document,
    calendar: document.calendar === undefined ? undefined : itemOf(registry.calendars, document.calendar),
    relations: conditionsOf(document)
      .flatMap((logic) => namesIn(logic))
      .filter((path) => path.length > 1 && !path[0]?.startsWith('$')),
    scope,
    actions: Object.fromEntries((registry.actions ?? []).map((action) => [action.type, action.input])),
    logics: new WeakMap(),
  }
  return { sla, diagnostics: checkSla(document, registry, scope) }
}

function conditionsOf({ when, pausedWhile, stages }: SlaDocument): Logic[] {
  const logics = [when, pausedWhile, ...inOrder(stages).flatMap((stage) => [stage.doneWhen, ...stage.targets.map((target) => target.when)])]
  return logics.filter((logic) => logic !== undefined)
}
