import type { Diagnostic, JsonValue } from '@tangram/data-model'
import type { Logic } from './logic.ts'

/** A stretch of formula text. */
export type Place = { start: number; end: number }

/** Where the parts of an expression stand in the text they were read from. */
export class Places {
  readonly parts = new Map<object, Place>()
  readonly arguments = new Map<object, readonly Place[]>()

  /** The innermost part with a known place on the way to what a diagnostic points at. */
  of(diagnostic: Diagnostic, logic: Logic, whole: Place): Place {
    let place = whole
    let at: JsonValue | undefined = logic
    for (const segment of ['', ...diagnostic.path.split('/').slice(1)]) {
      const key = segment.replaceAll('~1', '/').replaceAll('~0', '~')
      if (key !== '' && at !== null && typeof at === 'object') {
        const known: Place | undefined = this.arguments.get(at)?.[Number(key)]
        if (known) place = known
        at = Array.isArray(at) ? at[Number(key)] : at[key]
      }
      if (at !== null && typeof at === 'object') place = this.parts.get(at) ?? place
    }
    return place
  }
}
