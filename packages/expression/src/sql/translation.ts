import { invariant, type JsonValue, type ValueType } from '@tangram/data-model'
import { sql } from 'kysely'
import { isTruthy } from '../truth.ts'
import type { Typed } from '../typed-expression.ts'
import { dateIn } from '../zone.ts'
import { bound, type Fragment, sqlType } from './fragment.ts'
import { type Mode, type Operand, orFalse } from './operand.ts'
import { sqlOperators } from './operators.ts'
import type { SqlScope } from './sql-scope.ts'

/** Operators that have a value whatever their operands are. */
const alwaysPresent = new Set(['cat', 'count', 'dec+', 'dec-', 'dec*', 'min', 'max'])

/** Turns a typed tree into SQL. Every value of the expression becomes a bind parameter. */
export class Translation {
  readonly scope: SqlScope
  /** What parts came to: an operator may ask for one several times, and nesting would multiply the work. */
  private readonly values = new WeakMap<Typed, Map<string, Fragment>>()

  constructor(scope: SqlScope) {
    this.scope = scope
  }

  /** @param as the type wanted where the expression alone does not say: null, an integer among decimals */
  value(typed: Typed, as: ValueType | undefined = typed.type): Fragment {
    const known = this.values.get(typed) ?? new Map<string, Fragment>()
    this.values.set(typed, known)
    const key = as === undefined ? '' : JSON.stringify(as)
    const fragment = known.get(key) ?? this.translated(typed, as)
    known.set(key, fragment)
    return fragment
  }

  private translated(typed: Typed, as: ValueType | undefined): Fragment {
    // Null whatever happens: PostgreSQL still wants to know of which type.
    if (typed.type === undefined) return bound(null, as)
    switch (typed.node) {
      case 'literal':
        return bound(typed.value, as ?? typed.type)
      case 'list':
        return this.list(typed.items, as)
      case 'name': {
        const name = this.name(typed)
        return widened(name, typed.type, as)
      }
      case 'call': {
        const { operator, args } = typed
        const translate = sqlOperators[operator.op]
        invariant(translate, `operator ${operator.op} has no SQL`)
        const translated = translate(this, args, typed, 'total')
        // In parentheses: `a is distinct from b is null` is no SQL, `not a is null` is another one.
        return typed.type.kind === 'boolean' ? sql`(${translated})` : widened(translated, typed.type, as)
      }
    }
  }

  /** Truth as `isTruthy` has it. */
  condition(typed: Typed, mode: Mode): Fragment {
    if (typed.node === 'literal') return isTruthy(typed.value) ? sql`true` : sql`false`
    if (typed.node === 'call' && typed.type?.kind === 'boolean') {
      const translate = sqlOperators[typed.operator.op]
      invariant(translate, `operator ${typed.operator.op} has no SQL`)
      const translated = translate(this, typed.args, typed, mode)
      // `if`, `coalesce` and `first` give a boolean that may be null.
      return typeof typed.operator.result === 'string' ? orFalse(translated, mode) : translated
    }
    const value = this.value(typed)
    switch (typed.type?.kind) {
      case undefined:
        return sql`false`
      case 'boolean':
        return orFalse(value, mode)
      case 'text':
        return orFalse(sql`${value} <> ''`, mode)
      case 'integer':
        return orFalse(sql`${value} <> 0`, mode)
      case 'list':
        return orFalse(sql`cardinality(${value}) > 0`, mode)
      default:
        return sql`${value} is not null`
    }
  }

  operand(typed: Typed, as: ValueType | undefined = typed.type): Operand {
    const isGiven = typed.node === 'name' && this.isGiven(typed.path)
    const isWritten = typed.node === 'literal' && typed.value !== null
    const isComputed =
      typed.node === 'call' &&
      ((alwaysPresent.has(typed.operator.op) && !typed.args.some(({ type }) => type?.kind === 'list')) ||
        (typed.type?.kind === 'boolean' && typeof typed.operator.result !== 'string'))
    return {
      sql: this.value(typed, as),
      type: as,
      isPresent: isGiven || isWritten || isComputed,
      isSimple: typed.node === 'name' || typed.node === 'literal',
      ...(typed.node === 'literal' ? { literal: typed.value } : {}),
    }
  }

  /** True for names that stand for a value whoever asks, so that a comparison with a column can use the column's index. */
  isGiven([first, second]: readonly string[]): boolean {
    return first === '$now' || first === '$today' || (first === '$user' && second === 'id' && this.scope.given.user !== undefined)
  }

  list(items: Typed[], as: ValueType | undefined): Fragment {
    if (items.every((item) => item.node === 'literal')) {
      return bound(
        items.map((item): JsonValue => (item.node === 'literal' ? item.value : null)),
        as,
      )
    }
    const of = as?.kind === 'list' ? as.of : undefined
    return sql`array[${sql.join(items.map((item) => this.value(item, of)))}]::${sqlType(as)}`
  }

  name(typed: Typed & { node: 'name' }): Fragment {
    const { given } = this.scope
    switch (typed.path.join('.')) {
      case '$now':
        return bound(given.now, typed.type)
      case '$today':
        return bound(dateIn(given.now, given.zone), typed.type)
      case '$user.id':
        return bound(given.user?.id ?? null, typed.type)
      case '$user.teams':
        return bound([...(given.user?.teams ?? [])], typed.type)
      case '$user.departments':
        return bound([...(given.user?.departments ?? [])], typed.type)
      case '$user.roles':
        return bound([...(given.user?.roles ?? [])], typed.type)
      default:
        return sql`${this.scope.columnOf(typed.path)}`
    }
  }
}

/** An integer where decimals are wanted. */
function widened(fragment: Fragment, from: ValueType | undefined, to: ValueType | undefined): Fragment {
  return from?.kind === 'integer' && to?.kind === 'decimal' ? sql`${fragment}::numeric` : fragment
}
