import type { World } from '../oracle/world.ts'
import type { Question } from './question.ts'
import { shop } from './shop.ts'
import { shopAggregates } from './shop-aggregates.ts'
import { shopCalculations } from './shop-calculations.ts'
import { shopFilters } from './shop-filters.ts'
import { shopGroups } from './shop-groups.ts'
import { shopSteps } from './shop-steps.ts'
import { shopTops } from './shop-tops.ts'
import { weather } from './weather.ts'
import { weatherQuestions } from './weather-questions.ts'

/** Both data sets of the questions. */
export const questionWorld = (): World => ({ ...shop(), ...weather() })

/** All questions, by what they are about. */
export const suites: { [name: string]: Question[] } = {
  groups: shopGroups,
  filters: shopFilters,
  aggregates: shopAggregates,
  'first ones and totals': shopTops,
  calculations: shopCalculations,
  'funnels and cohorts': shopSteps,
  weather: weatherQuestions,
}
