import type { JsonValue, RecordValues } from '@tangram/data-model'
import dates from '../../cases/dates.json' with { type: 'json' }
import lists from '../../cases/lists.json' with { type: 'json' }
import logic from '../../cases/logic.json' with { type: 'json' }
import moreDates from '../../cases/more-dates.json' with { type: 'json' }
import moreLists from '../../cases/more-lists.json' with { type: 'json' }
import moreLogic from '../../cases/more-logic.json' with { type: 'json' }
import moreNumbers from '../../cases/more-numbers.json' with { type: 'json' }
import moreText from '../../cases/more-text.json' with { type: 'json' }
import numbers from '../../cases/numbers.json' with { type: 'json' }
import people from '../../cases/people.json' with { type: 'json' }
import text from '../../cases/text.json' with { type: 'json' }
import type { Given, Logic } from '../logic.ts'

/** One expression over the sample attributes and its answer. `core`: json-logic-js answers the same. */
export type Case = { logic: Logic; values: RecordValues; expected: JsonValue; core?: boolean }

export const caseFiles: readonly { name: string; cases: Case[] }[] = Object.entries({
  logic,
  lists,
  text,
  numbers,
  moreNumbers,
  moreText,
  moreDates,
  moreLists,
  moreLogic,
  people,
  dates,
}).map(([name, cases]) => ({
  name,
  // TypeScript reads each file as a union of its literal shapes.
  cases: cases as unknown as Case[],
}))

/** The situation of every case. */
export const given: Given = {
  now: '2026-11-22T20:15:30.123Z',
  zone: 'Asia/Shanghai',
  user: {
    id: '018f0000-0000-7000-8000-000000000001',
    teams: ['018f0000-0000-7000-8000-000000000002'],
    departments: [],
    roles: ['agent'],
  },
}
