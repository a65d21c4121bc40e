import { type Diagnostic, diagnose, type JsonValue } from '@tangram/data-model'
import { maxDepth, maxNodes } from '../budget.ts'
import type { Logic } from '../logic.ts'
import { expressionMessages } from '../messages.ts'
import { isCoreOperator } from './core-names.ts'

/** Everything in an expression that json-logic-js has no operator for, or that is beyond our budget. */
export function checkCore(logic: Logic, path: string): Diagnostic[] {
  const found: Diagnostic[] = []
  let nodes = 0
  const walk = (part: JsonValue, at: string, depth: number): boolean => {
    nodes += 1
    if (nodes > maxNodes || depth > maxDepth) return false
    if (part === null || typeof part !== 'object') return true
    if (Array.isArray(part)) return part.every((item, index) => walk(item, `${at}/${index}`, depth + 1))
    const [op, ...others] = Object.keys(part)
    // What has no or several keys is data.
    if (op === undefined || others.length > 0) return true
    const below = `${at}/${op.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!isCoreOperator(op)) found.push(diagnose(expressionMessages, 'expression.core.operator', at, { op }))
    const args = part[op] ?? null
    return Array.isArray(args) ? args.every((arg, index) => walk(arg, `${below}/${index}`, depth + 1)) : walk(args, below, depth + 1)
  }
  if (walk(logic, path, 1)) return found
  return [...found, diagnose(expressionMessages, 'expression.too-large', path, { nodes: maxNodes, depth: maxDepth })]
}
