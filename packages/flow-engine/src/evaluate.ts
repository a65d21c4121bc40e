import { type ConfigSchema, fillTemplates, type JsonObject, type JsonValue, valueText } from '@tangram/data-model'
import { compileLogic, type Logic } from '@tangram/expression'
import { readValue } from './read-value.ts'
import type { Run } from './run.ts'

/** Value of an expression over the record as it is at this point of the decision. */
export function evaluate(run: Run, logic: Logic): JsonValue {
  if (logic === null || typeof logic !== 'object') return logic
  const { logics } = run.process
  const compiled = logics.get(logic) ?? compileLogic(logic)
  logics.set(logic, compiled)
  const { now, zone, locale } = run.given
  return compiled((path) => readValue(run, path), { now, zone, ...(locale ? { locale } : {}) })
}

/** Fills `{{field}}` placeholders; `{{link}}` stays, its address is not known here. */
export function fillTexts<T extends JsonValue>(run: Run, value: T): T {
  const { scope } = run.process
  const { zone, locale: fallback = 'zh-CN' } = run.given
  return fillTemplates(value, (path, locale = fallback) => {
    if (path.join('.') === 'link') return '{{link}}'
    const options = scope?.optionsOf?.(path)
    const valueType = scope?.typeOf(path)
    return valueText(evaluate(run, { var: path.join('.') }), {
      locale,
      zone,
      ...(options ? { options } : {}),
      ...(valueType ? { valueType } : {}),
    })
  }) as T
}

/** The input of an action: settings with the editor `values` hold expressions, all other texts placeholders. */
export function resolveInput(run: Run, schema: ConfigSchema | undefined, input: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const isValues = schema && Object.hasOwn(schema, name) && schema[name]?.editor === 'values'
      return [name, isValues ? evaluateAll(run, value) : fillTexts(run, value)]
    }),
  )
}

function evaluateAll(run: Run, values: JsonValue): JsonObject {
  return Object.fromEntries(Object.entries((values ?? {}) as JsonObject).map(([field, logic]) => [field, evaluate(run, logic)]))
}
