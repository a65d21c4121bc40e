import { integer, itemOf, json, type Locale, type LocalizedText, reference, text, textIn, type ValueType } from '@tangram/data-model'
import type { Scope } from '@tangram/expression'
import type { ProcessDocument } from './document.ts'

type Name = { valueType: ValueType; label: LocalizedText }

/** Names an expression in a process may use beside those of the record. */
const names: { [name: string]: Name } = {
  $initiator: { valueType: reference('person'), label: { en: 'Initiator', 'zh-CN': '发起人' } },
  $actor: { valueType: reference('person'), label: { en: 'Person acting', 'zh-CN': '当前操作人' } },
  $outcome: { valueType: text(), label: { en: 'Outcome', 'zh-CN': '处理结果' } },
  $opinion: { valueType: text(), label: { en: 'Opinion', 'zh-CN': '意见' } },
  $signer: { valueType: reference('person'), label: { en: 'Approver weighed', 'zh-CN': '计算权重的审批人' } },
  $item: { valueType: json, label: { en: 'Item of the loop', 'zh-CN': '循环当前项' } },
  $index: { valueType: integer(), label: { en: 'Number in the loop, from 0', 'zh-CN': '循环序号（从 0 开始）' } },
  '$loop.total': { valueType: integer(), label: { en: 'Instances of the loop', 'zh-CN': '循环实例总数' } },
  '$loop.completed': { valueType: integer(), label: { en: 'Instances done', 'zh-CN': '已完成实例数' } },
  '$loop.active': { valueType: integer(), label: { en: 'Instances open', 'zh-CN': '进行中实例数' } },
  '$error.code': { valueType: text(), label: { en: 'Code of the error', 'zh-CN': '错误代码' } },
  '$error.message': { valueType: text(), label: { en: 'Message of the error', 'zh-CN': '错误信息' } },
  $arrived: { valueType: integer(), label: { en: 'Branches that have come', 'zh-CN': '已到达分支数' } },
  $incoming: { valueType: integer(), label: { en: 'Branches there are', 'zh-CN': '分支总数' } },
}

/** Names whose parts are only known when something comes: an item, what a message brings, what an action answers. */
const open = /^\$(item|message|result)(\.|$)/

/** The scope of the record with the names a process adds; with its document also its variables. */
export function flowScope(scope: Scope, document?: Pick<ProcessDocument, 'variables'>): Scope {
  const variables = Object.entries(document?.variables?.items ?? {}).map(([id, variable]): [string, Name] => [`$vars.${id}`, variable])
  const own = { ...names, ...Object.fromEntries(variables) }
  const known = (path: readonly string[]): Name | undefined => {
    const name = path.join('.')
    if (Object.hasOwn(own, name)) return own[name]
    const inside = itemOf(document?.variables, path[0] === '$vars' ? (path[1] ?? '') : '')
    const isOpen = open.test(name) || inside?.valueType.kind === 'json'
    return isOpen ? { valueType: json, label: { en: name, 'zh-CN': name } } : undefined
  }
  return {
    typeOf: (path) => known(path)?.valueType ?? scope.typeOf(path),
    labelOf: (path: readonly string[], locale: Locale) => {
      const found = known(path)
      return found ? textIn(found.label, locale) : scope.labelOf?.(path, locale)
    },
    optionsOf: (path) => scope.optionsOf?.(path),
    names: () => [
      ...(scope.names?.() ?? []),
      ...Object.entries(own).map(([name, { label }]) => ({ path: name.split('.'), label: textIn(label, 'zh-CN') })),
    ],
  }
}
