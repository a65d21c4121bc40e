import type { ConfigSchema, JsonObject } from '@tangram/data-model'

/** Settings that only mean something while another one says so: by its name and value, those that then belong to it. */
const belonging: { [setting: string]: { [value: string]: readonly string[] } } = {
  trigger: {
    'record-created': ['form', 'when'],
    'record-changed': ['fields', 'when'],
    schedule: ['schedule', 'values'],
    message: ['message', 'values'],
    webhook: ['values'],
    manual: [],
    called: [],
  },
  waits: { after: ['after'], at: ['at'], every: ['after', 'times'] },
  mode: { vote: ['passShare', 'passAbove', 'weight'], any: ['rejectRule'], sequence: ['rejectRule'], all: [] },
  rejection: { return: ['rejectTo', 'resubmit'] },
  empty: { people: ['emptyPeople'] },
  record: { new: ['values'], same: [] },
}

/** Settings that only mean something while a list names something. */
const allowed: { [setting: string]: { [entry: string]: readonly string[] } } = { operations: { return: ['returns', 'opinionOnReturn'] } }

/** The settings of a step that have something to say as the others stand. */
export function relevantSettings(schema: ConfigSchema, config: JsonObject): ConfigSchema {
  const hidden = Object.entries(belonging).flatMap(([name, values]) => {
    const chosen = schema[name]?.options && typeof config[name] === 'string' ? values[config[name]] : undefined
    if (!schema[name]?.options) return []
    return [...new Set(Object.values(values).flat())].filter((setting) => !chosen?.includes(setting))
  })
  const unnamed = Object.entries(allowed).flatMap(([name, entries]) => {
    const named = config[name]
    return Object.entries(entries).flatMap(([entry, settings]) =>
      schema[name] && !(Array.isArray(named) && named.includes(entry)) ? settings : [],
    )
  })
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !hidden.includes(name) && !unnamed.includes(name)))
}
