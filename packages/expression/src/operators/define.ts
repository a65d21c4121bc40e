import type { Evaluate, OperatorDefinition, OperatorGroup, Param } from '../operator.ts'

type More = Partial<Pick<OperatorDefinition, 'rest' | 'cases' | 'exact' | 'variants' | 'options' | 'reads' | 'closuresOnly'>>

/**
 * Operators of one group, a line or two each.
 *
 *     const number = operatorsOf('number')
 *     number('sign', ['SIGN', '符号'], ['−1, 0 or 1', '符号：−1、0 或 1'], [param('number', 'number', '数字')], integer(), signOf)
 */
export const operatorsOf =
  (group: OperatorGroup) =>
  (
    op: string,
    names: OperatorDefinition['names'],
    [en, zh]: readonly [en: string, zh: string],
    params: readonly Param[],
    result: OperatorDefinition['result'],
    evaluate: Evaluate,
    more: More = {},
  ): OperatorDefinition => ({ op, names, group, label: { en, 'zh-CN': zh }, params, result, evaluate, ...more })
