import { type Fact, factKey } from './fact.ts'

/** Breaks a decision off inside; `decide` turns it into `{ need }`. Nobody outside meets it. */
export class FactsMissing extends Error {
  readonly facts: Fact[]

  constructor(facts: Fact[]) {
    super(`facts are missing: ${facts.map((fact) => fact.type).join(', ')}`)
    this.facts = [...new Map(facts.map((fact) => [factKey(fact), fact])).values()]
  }
}
