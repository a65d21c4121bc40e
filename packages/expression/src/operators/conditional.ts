import { integer, type JsonValue } from '@tangram/data-model'
import { anyDecimal } from '../common-type.ts'
import { isEqual, order } from '../compare.ts'
import { type Exact, exactOf } from '../exact.ts'
import { divided, exactly, orZero } from '../number.ts'
import { type Comparison, comparisons, type Evaluate, type OperatorDefinition, param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { asList } from './list.ts'
import { quotientScale, text } from './number.ts'

const define = operatorsOf('list')
const sign = param('comparison', 'comparison', '比较')
const amounts = param('amounts', 'numbers', '数字列表')

type Total = (matched: Exact[]) => JsonValue
type Kind = { op: string; names: OperatorDefinition['names']; label: readonly [string, string]; exactName: string; total?: Total }

const kinds: readonly Kind[] = [
  {
    op: 'count_if',
    names: ['COUNTIF', '条件计数'],
    label: [
      'How many items of the list compare so with a value: COUNTIF(list, ">", 3)',
      '列表中满足比较条件的条目数：COUNTIF(列表, ">", 3)',
    ],
    exactName: '数字条件计数',
  },
  {
    op: 'sum_if',
    names: ['SUMIF', '条件求和'],
    label: ['Sum of the numbers beside the items that compare so with a value', '满足比较条件的条目所对应数字的总和'],
    exactName: '数字条件求和',
    total: (all) => text(sum(all)),
  },
  {
    op: 'average_if',
    names: ['AVERAGEIF', '条件平均'],
    label: ['Mean of the numbers beside the items that compare so with a value', '满足比较条件的条目所对应数字的平均值'],
    exactName: '数字条件平均',
    total: (all) => text(divided(sum(all), exactOf(all.length), quotientScale)),
  },
  {
    op: 'max_if',
    names: ['MAXIF', 'MAXIFS', '条件最大值'],
    label: ['The greatest number beside the items that compare so with a value', '满足比较条件的条目所对应数字的最大值'],
    exactName: '数字条件最大值',
    total: (all) => text(extreme(all, (a, b) => a.greaterThan(b))),
  },
  {
    op: 'min_if',
    names: ['MINIF', 'MINIFS', '条件最小值'],
    label: ['The least number beside the items that compare so with a value', '满足比较条件的条目所对应数字的最小值'],
    exactName: '数字条件最小值',
    total: (all) => text(extreme(all, (a, b) => a.lessThan(b))),
  },
]

/** What is true of items of one list, counted or summed up over the numbers of another beside it. Lists of decimals compare as numbers. */
export const conditionalOperators: readonly OperatorDefinition[] = kinds.flatMap(({ op, names, label, exactName, total }) => {
  const rest = total ? [amounts] : []
  const result = total ? anyDecimal : integer()
  const plain = [param('plains', 'list', '列表'), sign, param('member', 'value', '值'), ...rest]
  const exact = [param('amounts', 'list', '列表'), sign, param('number', 'number', '数字'), ...rest]
  return [
    define(op, names, label, plain, result, conditional(compares, total), { exact: `dec_${op}`, options: true }),
    define(`dec_${op}`, [`DEC_${names[0]}`, exactName], label, exact, result, conditional(comparesExactly, total)),
  ]
})

function conditional(holds: (a: JsonValue, sign: Comparison, b: JsonValue) => boolean, total: Total | undefined): Evaluate {
  return ([list, comparison, value = null, numbers]) => {
    if (!comparisons.some((each) => each === comparison)) return null
    const matches = asList(list).flatMap((item, index) => (holds(item, comparison as Comparison, value) ? [index] : []))
    if (!total) return matches.length
    const beside = asList(numbers)
    return total(matches.flatMap((index) => exactly(beside[index]) ?? []))
  }
}

function compares(a: JsonValue, sign: Comparison, b: JsonValue): boolean {
  if (sign === '=' || sign === '<>') return isEqual(a, b) === (sign === '=')
  return says(order(a, b), sign)
}

function comparesExactly(a: JsonValue, sign: Comparison, b: JsonValue): boolean {
  if (sign !== '=' && sign !== '<>') return says(orZero(a).comparedTo(orZero(b)), sign)
  const [x, y] = [exactly(a), exactly(b)]
  return (x && y ? x.equals(y) : x === y) === (sign === '=')
}

function says(order: number | undefined, sign: Comparison): boolean {
  if (order === undefined) return false
  if (order === 0) return sign === '<=' || sign === '>='
  return order < 0 === (sign === '<' || sign === '<=')
}

function sum(all: readonly Exact[]): Exact {
  return all.reduce((a, b) => a.plus(b), exactOf(0))
}

function extreme(all: readonly Exact[], isBetter: (a: Exact, b: Exact) => boolean): Exact | undefined {
  return all.reduce<Exact | undefined>((best, each) => (best === undefined || isBetter(each, best) ? each : best), undefined)
}
