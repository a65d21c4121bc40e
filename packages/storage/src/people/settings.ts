import type { Principal } from '@tangram/access'
import type { JsonValue } from '@tangram/data-model'

/** Settings of the installation by name (`organisation`, `setup`…). Written by administrators and the system. */
export type Settings = {
  get<T extends JsonValue>(principal: Principal, name: string): Promise<T | null>
  set(principal: Principal, name: string, value: JsonValue): Promise<void>
  /** Sets it only while it is what the caller read; of several who try at once one gets true. */
  replace(principal: Principal, name: string, from: JsonValue, to: JsonValue): Promise<boolean>
}
