import type { ValueType } from '@tangram/data-model'

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

/** The sign an operator is printed with, if it has one. */
export function signOf(op: string): string | undefined {
  if (op === 'cat') return '&'
  const plain = op.startsWith('dec') ? op.slice(3) : op
  if (plain === '==') return '='
  return plain !== 'in' && plain !== 'and' && plain !== 'or' && Object.hasOwn(bindingPower, plain) ? plain : undefined
}
