import {
  type ConfigSchema,
  fillTemplate,
  fillTemplates,
  type JsonObject,
  type JsonValue,
  type Locale,
  resolveConfig,
  valueText,
} from '@tangram/data-model'
import { compileEvaluator, type Logic } from '@tangram/expression'
import { readValue } from './read-value.ts'
import type { Run } from './run.ts'

/** Value of an expression over the record as it is at this point of the decision. */
export function evaluate(run: Run, logic: Logic): JsonValue {
  if (logic === null || typeof logic !== 'object') return logic
  const { logics } = run.process
  const compiled = logics.get(logic) ?? compileEvaluator(logic)
  logics.set(logic, compiled)
  const { now, zone, locale } = run.given
  return compiled((path) => readValue(run, path), { now, zone, ...(locale ? { locale } : {}) })
}

/** Fills `{{field}}` placeholders; `{{link}}` stays, its address is not known here. */
export function fillTexts<T extends JsonValue>(run: Run, value: T): T {
  return fillTemplates(value, (path, locale) => placeholderText(run, path, locale)) as T
}

/** A text with its placeholders filled by the plain values, the same in every language. */
export function keyOf(run: Run, text: string): string {
  return fillTemplate(text, (path) => {
    const value = evaluate(run, { var: path.join('.') })
    return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value)
  })
}

/** The input of an action, ready to run. */
export function resolveInput(run: Run, schema: ConfigSchema | undefined, input: JsonObject): JsonObject {
  return resolveConfig(schema, input, {
    evaluate: (logic) => evaluate(run, logic),
    textOf: (path, locale) => placeholderText(run, path, locale),
  })
}

function placeholderText(run: Run, path: string[], locale: Locale = run.given.locale ?? 'zh-CN'): string {
  const name = path.join('.')
  if (name === 'link') return '{{link}}'
  const options = run.process.scope?.optionsOf?.(path)
  const valueType = run.process.scope?.typeOf(path)
  return valueText(evaluate(run, { var: name }), { locale, zone: run.given.zone, options, valueType })
}
