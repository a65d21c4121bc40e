import { isJsonObject, type JsonValue } from '@tangram/data-model'
import type { Logic } from '@tangram/expression'
import { translateExpression } from './translate-expression.ts'

const binary: { [op: string]: string } = {
  and: '&&',
  or: '||',
  '==': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
}

/** JUEL for an expression, `${amount > 1000}`; undefined when it does not read back as the very same. */
export function writeExpression(logic: Logic): string | undefined {
  const text = printed(logic)
  if (text === undefined) return undefined
  const whole = `\${${text.replace(/^\((.*)\)$/s, (all, inner: string) => (isBalanced(inner) ? inner : all))}}`
  const back = translateExpression(whole, 'juel', (name) => name)
  return back && JSON.stringify(back.logic) === JSON.stringify(logic) ? whole : undefined
}

/** The same without saying that its arithmetic is exact, which BPMN has no words for. */
export function inexact(logic: Logic): Logic {
  if (Array.isArray(logic)) return logic.map(inexact)
  if (!isJsonObject(logic)) return logic
  return Object.fromEntries(
    Object.entries(logic).map(([op, given]) => [op === 'dec/' ? op : op.replace(/^dec(?=[-+*%<>=!])/, ''), inexact(given)]),
  )
}

/** Whether the brackets around it belong together. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const character of text.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    if (depth < 0) return false
  }
  return true
}

function printed(logic: JsonValue): string | undefined {
  if (typeof logic === 'string') return JSON.stringify(logic)
  if (typeof logic === 'number' || typeof logic === 'boolean' || logic === null) return String(logic)
  if (!isJsonObject(logic)) return undefined
  const [entry, second] = Object.entries(logic)
  if (!entry || second) return undefined
  const [op, given] = entry
  if (op === 'var')
    return typeof given === 'string' && /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(given) ? given : undefined
  const sign = op.startsWith('dec') ? op.slice(3) : op
  const operands = (Array.isArray(given) ? given : [given]).map(printed)
  if (operands.some((operand) => operand === undefined)) return undefined
  if (op === '!') return `!${operands[0]}`
  if (op === 'empty') return `empty ${operands[0]}`
  if (op === 'if' && operands.length === 3) return `(${operands[0]} ? ${operands[1]} : ${operands[2]})`
  return Object.hasOwn(binary, sign) && operands.length > 1 ? `(${operands.join(` ${binary[sign]} `)})` : undefined
}
