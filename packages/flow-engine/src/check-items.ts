import { type Diagnostic, diagnose, isId, isJsonObject, type JsonObject, type JsonValue, pointer } from '@tangram/data-model'
import { flowMessages } from './messages.ts'

/** Checks a list of things with ids of their own, then each of them. */
export function checkItems(
  items: readonly unknown[],
  path: string,
  each: (item: JsonObject, path: string) => Diagnostic[] = () => [],
): Diagnostic[] {
  const seen = new Set<unknown>()
  return items.flatMap((item, index) => {
    const at = path + pointer(index)
    if (!isJsonObject(item)) return [diagnose(flowMessages, 'flow.item.no-id', at)]
    const twice = seen.has(item.id)
    seen.add(item.id)
    return [
      ...(isId(item.id) ? [] : [diagnose(flowMessages, 'flow.item.no-id', at)]),
      ...(twice ? [diagnose(flowMessages, 'flow.item.twice', `${at}/id`, { id: String(item.id) })] : []),
      ...each(item, at),
    ]
  })
}

/** A condition has to be there. */
export function checkCondition(when: JsonValue | undefined, path: string): Diagnostic[] {
  return when === undefined || when === null ? [diagnose(flowMessages, 'flow.condition.missing', `${path}/when`)] : []
}
