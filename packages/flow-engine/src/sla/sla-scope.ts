import { integer, type Locale, type LocalizedText, text, textIn, timestamp, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'

/** Names the steps of an agreement may use beside those of the record: the clock they are about. */
const names: { [name: string]: { valueType: ValueType; label: Required<LocalizedText> } } = {
  '$sla.stage': { valueType: text(), label: { en: 'Stage', 'zh-CN': '阶段' } },
  '$sla.due_at': { valueType: timestamp, label: { en: 'Due', 'zh-CN': '到期时间' } },
  '$sla.target_minutes': { valueType: integer(), label: { en: 'Target (working minutes)', 'zh-CN': '时限（工作分钟）' } },
  '$sla.elapsed_minutes': { valueType: integer(), label: { en: 'Used (working minutes)', 'zh-CN': '已用（工作分钟）' } },
}

/** The scope of the record with the names of the clock. */
export function slaScope(scope: Scope): Scope {
  const own = (path: readonly string[]) => {
    const name = path.join('.')
    return Object.hasOwn(names, name) ? names[name] : undefined
  }
  return {
    typeOf: (path) => own(path)?.valueType ?? scope.typeOf(path),
    labelOf: (path: readonly string[], locale: Locale) => {
      const found = own(path)
      return found ? textIn(found.label, locale) : scope.labelOf?.(path, locale)
    },
    optionsOf: (path) => scope.optionsOf?.(path),
    names: () => [
      ...(scope.names?.() ?? []),
      ...Object.entries(names).map(([name, { label }]) => ({ path: name.split('.'), label: label['zh-CN'] })),
    ],
  }
}
