import type { JsonObject, JsonValue } from '@tangram/data-model'

/**
 * JSON Schemas that know their TypeScript type, closed by construction: an object takes the named properties and no others.
 *
 *     const body = object({ login: string({ minLength: 1 }) }, { remember: bool() })
 *     type Body = Static<typeof body> // { login: string; remember?: boolean }
 */
export type Schema<T> = JsonObject & { readonly [typeOf]?: T }
declare const typeOf: unique symbol

export type Static<S> = S extends Schema<infer T> ? T : never
type Properties = { [name: string]: Schema<unknown> }
type Shape<R extends Properties, O extends Properties> = { [K in keyof R]: Static<R[K]> } & { [K in keyof O]?: Static<O[K]> }

export function object<R extends Properties, O extends Properties = Record<never, never>>(
  required: R,
  optional: O = {} as O,
): Schema<Shape<R, O>> {
  return {
    type: 'object',
    properties: { ...required, ...optional } as JsonObject,
    required: Object.keys(required),
    additionalProperties: false,
  } as Schema<Shape<R, O>>
}

export function string<T extends string = string>(limits: JsonObject = {}): Schema<T> {
  return { type: 'string', maxLength: 10_000, ...limits } as Schema<T>
}

export function oneOf<const T extends string>(...values: T[]): Schema<T> {
  return { type: 'string', enum: values } as Schema<T>
}

export const integer = (limits: JsonObject = {}): Schema<number> => ({ type: 'integer', ...limits }) as Schema<number>
export const number = (limits: JsonObject = {}): Schema<number> => ({ type: 'number', ...limits }) as Schema<number>
export const bool = (): Schema<boolean> => ({ type: 'boolean' }) as Schema<boolean>

export function array<T>(items: Schema<T>, limits: JsonObject = {}): Schema<T[]> {
  return { type: 'array', items, ...limits } as Schema<T[]>
}

export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return { ...schema, nullable: true } as Schema<T | null>
}

/** Keys chosen by the app: field values, labels by id; 1,000 of them unless told otherwise. */
export const map = <T = JsonValue>(limits: JsonObject = {}): Schema<{ [key: string]: T }> =>
  ({ type: 'object', additionalProperties: true, maxProperties: 1_000, ...limits }) as Schema<{ [key: string]: T }>

/** Anything JSON can hold; whoever owns the value checks it. As an answer it is written as it is, which is also the fastest way. */
export const anything = <T = JsonValue>(): Schema<T> => ({}) as Schema<T>

export const id = (): Schema<string> => string({ pattern: '^[a-z][a-z0-9_]{0,39}$' })
export const uuid = (): Schema<string> => string({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** The id of a record: a uuid; of a row of a linked table whatever its key is. */
export const recordId = (): Schema<string> => string({ minLength: 1, maxLength: 1_000 })
/** The name of a schema or table of the database, whatever its owner called it. */
export const tableName = (): Schema<string> => string({ minLength: 1, maxLength: 63 })
export const localizedText = (): Schema<{ 'zh-CN'?: string; en?: string }> => object({}, { 'zh-CN': string(), en: string() })
