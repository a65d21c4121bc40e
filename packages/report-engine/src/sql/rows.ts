import { type RawBuilder, sql } from 'kysely'
import { isRowItself } from '../filter-logic.ts'
import { type Hop, type Path, pathFrom, pathToRow } from './path.ts'
import type { ReportColumn, ReportSource } from './report-source.ts'

/** Gives each table of a statement a name of its own. */
export type Aliases = (step: string) => string

export function aliases(): Aliases {
  let count = 0
  return (step) => `${step.replace(':', '_').slice(0, 40)}_${++count}`
}

/**
 * Rows of a source and what is joined to them, each step of a path once: one row where a step leads to one, several where it was entered
 * on purpose (`join`).
 */
export class Rows {
  readonly source: ReportSource
  readonly alias: string
  readonly #aliases: Aliases
  readonly #step: Hop | undefined
  readonly #joined = new Map<string, { alias: string; join: RawBuilder<unknown> }>()

  /** @param step that led here, if one did */
  constructor(source: ReportSource, alias: string, names: Aliases, step?: Hop) {
    this.source = source
    this.alias = alias
    this.#aliases = names
    this.#step = step
  }

  /** The empty path is the value that a row itself is: one of several choices, or the record it stands for. */
  path(field: readonly string[]): Path | undefined {
    return this.#step && isRowItself(field) ? pathToRow(this.#step) : pathFrom(this.source, field)
  }

  /** Joins what the hops lead to, and says under which name. Steps to one row always keep the row they start from. */
  join(hops: readonly Hop[], how: 'inner' | 'left' = 'left'): string {
    let alias = this.alias
    let name = ''
    for (const { step, relation } of hops) {
      name = `${name}.${step}`
      const known = this.#joined.get(name)
      if (known) alias = known.alias
      else {
        const from = alias
        alias = this.#aliases(step)
        const word = relation.isNeeded || (relation.many && how === 'inner') ? sql`join` : sql`left join`
        const same = () => sql`${sql.ref(`${alias}.${relation.to}`)} = ${sql.ref(`${from}.${relation.from}`)}`
        const joined = relation.join?.(this, alias) ?? sql`${relation.source.query} as ${sql.ref(alias)} on ${same()}`
        this.#joined.set(name, { alias, join: sql` ${word} ${joined}` })
      }
    }
    return alias
  }

  /** The value of a path, its rows joined. */
  column(path: Path): ReportColumn {
    return path.end(this.join(path.hops))
  }

  get joins(): RawBuilder<unknown> {
    return sql`${sql.join([sql``, ...[...this.#joined.values()].map(({ join }) => join)], sql``)}`
  }

  /** The rows as they stand in FROM; to be asked when every column has been. */
  get from(): RawBuilder<unknown> {
    return sql`${this.source.query} as ${sql.ref(this.alias)}${this.joins}`
  }

  /** The rows the hops lead to from here, in a query of their own: `met` says what is to hold there, over those rows. */
  exists(hops: readonly Hop[], met: (rows: Rows, last: string) => RawBuilder<unknown>, start = 0): RawBuilder<unknown> {
    const first = hops[start] as Hop
    const from = this.join(hops.slice(0, start))
    const there = new Rows(first.relation.source, this.#aliases(first.step), this.#aliases, first)
    const last = there.join(hops.slice(start + 1), 'inner')
    const condition = met(there, last)
    const same = sql`${sql.ref(`${there.alias}.${first.relation.to}`)} = ${sql.ref(`${from}.${first.relation.from}`)}`
    return sql`exists (select from ${there.from} where ${same} and ${condition})`
  }
}
