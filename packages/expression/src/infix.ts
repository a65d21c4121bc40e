import type { ValueType } from '@tangram/data-model'
import type { OperatorDefinition } from './operator.ts'
import { operatorOf } from './operators/index.ts'

/** How tightly a sign binds; all bind to the left. */
export const bindingPower: { readonly [sign: string]: number } = {
  or: 1,
  and: 2,
  in: 4,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
}

/** The operator a sign means between two values: decimals have operators of their own, and a quotient is always one. */
export function operatorFor(sign: string, types: readonly (ValueType | undefined)[]): string {
  switch (sign) {
    case '&':
      return 'cat'
    case '/':
      return 'dec/'
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '%': {
      const plain = sign === '=' ? '==' : sign
      return types.some((type) => type?.kind === 'decimal') ? `dec${plain}` : plain
    }
    default:
      return sign
  }
}

/** The operator a function name means with arguments of these types: `SUM` of decimals is an exact one, `TEXT` of a date another. */
export function exactOperator(operator: OperatorDefinition, types: readonly (ValueType | undefined)[]): OperatorDefinition {
  const [first] = types
  const variant = first && (operator.variants?.[first.kind] ?? (first.kind === 'list' ? operator.variants?.[first.of.kind] : undefined))
  const meant = (variant === undefined ? undefined : operatorOf(variant)) ?? operator
  const exact = meant.exact === undefined ? undefined : operatorOf(meant.exact)
  // Numbers that are only summed up may be decimals anywhere.
  const isDecimal = types.some(
    (type, index) => (type?.kind === 'list' ? type.of : type)?.kind === 'decimal' && meant.params[index]?.kind !== 'amounts',
  )
  return exact && isDecimal ? exact : meant
}

/** The sign an operator is printed with, if it has one. */
export function signOf(op: string): string | undefined {
  if (op === 'cat') return '&'
  const plain = op.startsWith('dec') ? op.slice(3) : op
  if (plain === '==') return '='
  return plain !== 'in' && plain !== 'and' && plain !== 'or' && Object.hasOwn(bindingPower, plain) ? plain : undefined
}
