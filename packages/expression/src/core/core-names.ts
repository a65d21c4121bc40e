/** The operators of json-logic-js. */
const names: ReadonlySet<string> = new Set([
  ...['var', 'missing', 'missing_some', 'if', '?:', '==', '===', '!=', '!==', '!', '!!', 'or', 'and', '>', '>=', '<', '<='],
  ...['max', 'min', '+', '-', '*', '/', '%', 'map', 'reduce', 'filter', 'all', 'none', 'some', 'merge', 'in', 'cat', 'substr', 'log'],
])

/** Whether json-logic-js has the operator. */
export function isCoreOperator(op: string): boolean {
  return names.has(op)
}
