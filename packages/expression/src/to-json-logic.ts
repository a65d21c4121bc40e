import type { Logic } from './logic.ts'
import type { Typed } from './typed-expression.ts'

/** The JSON Logic of a typed tree: `fromJsonLogic` of it gives the tree back. Arguments are always written as a list. */
export function toJsonLogic(tree: Typed): Logic {
  switch (tree.node) {
    case 'literal':
      return tree.value
    case 'list':
      return tree.items.map(toJsonLogic)
    case 'name':
      return { var: tree.path.join('.') }
    case 'call':
      return { [tree.operator.op]: tree.args.map(toJsonLogic) }
  }
}
