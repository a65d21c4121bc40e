import { type Locale, type LocalizedText, reference, text, textIn, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'

/** Names an expression in a process may use beside those of the record. */
const names: { [name: string]: { valueType: ValueType; label: Required<LocalizedText> } } = {
  $initiator: { valueType: reference('person'), label: { en: 'Initiator', 'zh-CN': '发起人' } },
  $actor: { valueType: reference('person'), label: { en: 'Person acting', 'zh-CN': '当前操作人' } },
  $outcome: { valueType: text(), label: { en: 'Outcome', 'zh-CN': '处理结果' } },
  $opinion: { valueType: text(), label: { en: 'Opinion', 'zh-CN': '意见' } },
}

/** The scope of the record with the names a process adds. */
export function flowScope(scope: Scope): Scope {
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
      ...Object.entries(names).map(([name, { label }]) => ({ path: [name], label: label['zh-CN'] })),
    ],
  }
}
