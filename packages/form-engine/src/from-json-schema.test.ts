import type { EntityDocument, FieldDocument, JsonObject, JsonValue } from '@tangram/data-model'
import { locales } from '@tangram/data-model'
import { entityScope } from '@tangram/expression'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkForm } from './check-form.ts'
import { fieldTypes } from './fields/index.ts'
import { fromJsonSchema } from './from-json-schema.ts'
import { schemaMessages } from './json-schema/messages.ts'
import { resolveEntity } from './resolve-entity.ts'
import { toJsonSchema } from './to-json-schema.ts'
import { validateRecord } from './validate-record.ts'

const read = (schema: JsonValue) => fromJsonSchema(schema, { registry: fieldTypes, id: 'sample' })
const readProperty = (schema: JsonValue, more: JsonObject = {}) => {
  const { entity, diagnostics, form } = read({ type: 'object', properties: { it: schema }, ...more })
  return { field: entity.fields.items.it, said: diagnostics.map(({ code, path }) => `${code} ${path}`), form }
}
const tableOf = (fields: FieldDocument[], more: Partial<EntityDocument> = {}): EntityDocument => ({
  id: 'sample',
  label: { en: 'Sample', 'zh-CN': '样例' },
  title: fields[0]?.id ?? '',
  fields: { order: fields.map(({ id }) => id), items: Object.fromEntries(fields.map((field) => [field.id, field])) },
  ...more,
})

describe('a JSON Schema becomes a table and a form', () => {
  it.each<[string, JsonValue, Partial<FieldDocument>]>([
    ['text', { type: 'string', maxLength: 40 }, { type: 'text', config: { maxLength: 40 } }],
    ['long text', { type: 'string', maxLength: 8000 }, { type: 'textarea', config: { maxLength: 8000 } }],
    ['mail', { type: 'string', format: 'email' }, { type: 'email' }],
    ['address of the web', { type: 'string', format: 'uri' }, { type: 'url' }],
    ['day', { type: 'string', format: 'date' }, { type: 'date' }],
    ['moment', { type: 'string', format: 'date-time' }, { type: 'datetime' }],
    ['pattern', { type: 'string', pattern: '^[A-Z]{2}$' }, { type: 'text', config: { maxLength: 5000, pattern: '[A-Z]{2}' } }],
    ['whole number', { type: 'integer', minimum: 1, exclusiveMaximum: 10 }, { type: 'integer', config: { min: 1, max: 9 } }],
    ['number', { type: 'number', minimum: 0.5, multipleOf: 0.01 }, { type: 'number', config: { decimals: 2, min: '0.5' } }],
    ['yes or no', { type: 'boolean', default: false }, { type: 'switch', default: false }],
    ['number with a default', { type: 'number', default: 12.5 }, { type: 'number', config: { decimals: 10 }, default: '12.5' }],
    [
      'choice',
      { enum: ['low', 'high'], default: 'low' },
      {
        type: 'select',
        default: 'low',
        config: {
          options: [
            { id: 'low', label: { en: 'low' } },
            { id: 'high', label: { en: 'high' } },
          ],
        },
      },
    ],
    [
      'named choice',
      {
        oneOf: [
          { const: 'low', title: '低' },
          { const: 'high', title: '高' },
        ],
      },
      {
        type: 'select',
        config: {
          options: [
            { id: 'low', label: { 'zh-CN': '低' } },
            { id: 'high', label: { 'zh-CN': '高' } },
          ],
        },
      },
    ],
    [
      'several choices',
      { type: 'array', uniqueItems: true, maxItems: 1, items: { enum: ['a', 'b'] }, default: ['b'] },
      {
        type: 'multiSelect',
        default: ['b'],
        config: {
          max: 1,
          options: [
            { id: 'a', label: { en: 'a' } },
            { id: 'b', label: { en: 'b' } },
          ],
        },
      },
    ],
    ['text or nothing', { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] }, { type: 'text', config: { maxLength: 9 } }],
    ['a list of types with nothing', { type: ['integer', 'null'] }, { type: 'integer', config: {} }],
    ['several parts', { allOf: [{ type: 'integer' }, { minimum: 2 }] }, { type: 'integer', config: { min: 2 } }],
  ])('%s', (_name, schema, expected) => {
    const { field, said } = readProperty(schema)
    expect(field).toEqual({ id: 'it', label: { en: 'It' }, ...expected })
    expect(said).toEqual([])
  })

  it('keeps words, order, and what is required unless it may be nothing', () => {
    const { entity, form, diagnostics } = read({
      title: '订单',
      type: 'object',
      required: ['no', 'note'],
      properties: {
        note: { type: ['string', 'null'] },
        no: { type: 'string', title: '订单号', description: 'As printed' },
      },
      additionalProperties: false,
    })
    expect(diagnostics).toEqual([])
    expect(entity).toMatchObject({ id: 'sample', label: { 'zh-CN': '订单' }, title: 'note' })
    expect(entity.fields.order).toEqual(['note', 'no'])
    expect(entity.fields.items.note?.required).toBeUndefined()
    expect(entity.fields.items.no).toMatchObject({ label: { 'zh-CN': '订单号' }, help: { en: 'As printed' }, required: true })
    expect(form.elements.order).toEqual(['note', 'no'])
  })

  it('follows references inside the schema, and says so where one leads outside, nowhere or in a circle', () => {
    const { entity, diagnostics } = read({
      type: 'object',
      properties: {
        home: { $ref: '#/$defs/a~1b', title: 'Home' },
        parent: { $ref: '#' },
        other: { $ref: 'https://example.com/x.json' },
        lost: { $ref: '#/$defs/nothing' },
        tree: { $ref: '#/$defs/node' },
      },
      $defs: {
        'a/b': { type: 'string', maxLength: 9, title: 'Address' },
        node: { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#/$defs/node' } } },
      },
    })
    expect(entity.fields.items.home).toMatchObject({ type: 'text', label: { en: 'Home' }, config: { maxLength: 9 } })
    expect(entity.fields.items.tree_name).toMatchObject({ type: 'text' })
    const said = diagnostics.map(({ code, path }) => `${code} ${path}`)
    expect(said).toContain('schema.ref-cycle /properties/parent/$ref')
    expect(said).toContain('schema.ref-elsewhere /properties/other/$ref')
    expect(said).toContain('schema.ref-unknown /properties/lost/$ref')
    expect(said).toContain('schema.ref-cycle /$defs/node/properties/child/$ref')
  })

  it('makes a sub-form of a list of objects and a section of an object', () => {
    const { entity, form, diagnostics } = read({
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['sku'],
            properties: { sku: { type: 'string' }, amount: { type: 'number', multipleOf: 0.01 } },
          },
        },
        address: { type: 'object', title: 'Address', properties: { city: { type: 'string' }, zip: { type: 'string' } } },
        marks: { type: 'array', items: { type: 'integer' } },
      },
    })
    const { items } = entity.fields
    expect(items.items).toMatchObject({ type: 'subform', fields: { order: ['sku', 'amount'] } })
    expect(items.items?.fields?.items.sku).toMatchObject({ type: 'text', required: true })
    expect(items.address_city).toMatchObject({ type: 'text', label: { en: 'City' } })
    expect(form.elements.items.address_section).toMatchObject({
      kind: 'section',
      label: { en: 'Address' },
      order: ['address_city', 'address_zip'],
    })
    expect(items.marks?.fields?.items.value).toMatchObject({ type: 'integer' })
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'schema.nested-object warning',
      'schema.renamed warning',
      'schema.renamed warning',
      'schema.wrapped warning',
    ])
    const { entity: resolved } = resolveEntity('app', entity, fieldTypes)
    expect(checkForm(form, entity, fieldTypes, () => entityScope(resolved, () => undefined))).toEqual([])
  })

  it('names fields anew where a name is no id, and never takes one that records need', () => {
    const { entity, diagnostics } = read({
      type: 'object',
      properties: {
        id: { type: 'string' },
        orderDate: { type: 'string', format: 'date' },
        名称: { type: 'string' },
        ['__proto__']: { type: 'string' },
      },
    })
    expect(entity.fields.order).toEqual(['id_2', 'order_date', 'field', 'proto'])
    expect(entity.fields.items.order_date?.label).toEqual({ en: 'Order date' })
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(4).fill('schema.renamed'))
  })

  it.each<[string, JsonValue, string]>([
    ['a look-ahead', { type: 'string', pattern: '(?=x)y' }, 'schema.bad-pattern /properties/it/pattern'],
    ['a format that is not known', { type: 'string', format: 'hostname' }, 'schema.unsupported-format /properties/it/format'],
    ['conditions', { type: 'string', if: { const: 'a' } }, 'schema.unsupported /properties/it/if'],
    ['real alternatives', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'schema.unsupported /properties/it/oneOf'],
    ['several types', { type: ['string', 'integer'] }, 'schema.several-types /properties/it/type'],
    ['anything', {}, 'schema.any-value /properties/it'],
    ['nothing at all', false, 'schema.nothing /properties/it'],
    ['a default that does not fit', { type: 'integer', default: 'x' }, 'schema.bad-default /properties/it/default'],
    ['a default that would be read as a formula', { type: 'string', default: { var: 'x' } }, 'schema.bad-default /properties/it/default'],
    ['an odd step', { type: 'number', multipleOf: 0.3 }, 'schema.unsupported /properties/it/multipleOf'],
    [
      'contradicting parts',
      { allOf: [{ maxLength: 5, type: 'string' }, { maxLength: 6 }] },
      'schema.conflict /properties/it/allOf/1/maxLength',
    ],
    ['a list of lists', { type: 'array', items: { type: 'array' } }, 'schema.no-type /properties/it'],
    ['numbers to choose from', { enum: [1, 2] }, 'schema.choices-as-text /properties/it/enum/0'],
    ['an unknown field type', { type: 'string', 'x-field-type': 'hologram' }, 'schema.unknown-field-type /properties/it/x-field-type'],
    ['keywords of others', { type: 'string', 'x-order': 3 }, 'schema.unsupported /properties/it/x-order'],
  ])('says what it does with %s', (_name, schema, expected) => {
    expect(readProperty(schema).said).toContain(expected)
  })

  it('says what is wrong with a schema that is none', () => {
    for (const [schema, code] of [
      [[], 'schema.not-a-schema'],
      ['x', 'schema.not-a-schema'],
      [{ type: 'string' }, 'schema.not-an-object'],
      [{ type: 'object' }, 'schema.no-fields'],
    ] as const) {
      expect(read(schema as unknown as JsonValue).diagnostics.map((found) => found.code)).toContain(code)
    }
    expect(read({ type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } }).entity.fields.order).toEqual(['a'])
  })

  it('reads a pattern as ECMAScript means it: anywhere in the text', () => {
    const found = (pattern: string, value: string) => {
      const { entity } = read({ type: 'object', properties: { it: { type: 'string', pattern } } })
      return validateRecord(entity, { it: value }, fieldTypes, 'create').length === 0
    }
    expect([found('b', 'abc'), found('^b', 'abc'), found('^a|c$', 'abc'), found('^a$', 'a'), found('^\\u0041/\\/$', 'A//')]).toEqual([
      true,
      false,
      true,
      true,
      true,
    ])
  })

  it('has words in both languages for all of it', () => {
    for (const { text, fix } of Object.values(schemaMessages) as { text: JsonObject; fix?: JsonObject }[]) {
      for (const locale of locales) for (const words of [text, ...(fix ? [fix] : [])]) expect(words[locale]).toBeTruthy()
    }
  })

  it('drops no keyword in silence and never throws, whatever the schema', { timeout: 60_000 }, () => {
    const known = [
      'type',
      'format',
      'pattern',
      'enum',
      'items',
      'properties',
      'required',
      'allOf',
      'anyOf',
      '$ref',
      'default',
      'minimum',
      'x-field-type',
      'x-config',
      'x-field',
      'x-entity',
      'title',
    ]
    const schemas = fc.letrec<{ schema: JsonObject; value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<JsonValue>('string', 'array', 'object', null, true, 1, '#/properties/a', 'text', 'subform'),
        tie('schema'),
        fc.array(tie('schema'), { maxLength: 3 }),
      ),
      schema: fc.dictionary(fc.constantFrom(...known), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    })).schema
    fc.assert(
      fc.property(schemas, (schema) => {
        const { diagnostics } = read({ type: 'object', properties: { it: { ...schema, 'x-unheard-of': 1 } } })
        expect(diagnostics.map(({ path }) => path)).toContain('/properties/it/x-unheard-of')
        for (const { message, path } of diagnostics)
          expect([message.en, message['zh-CN'], typeof path]).toEqual([expect.any(String), expect.any(String), 'string'])
      }),
      { numRuns: 500 },
    )
  })
})

describe('what toJsonSchema wrote', () => {
  it.each(fieldTypes.map((fieldType) => [fieldType.type, fieldType] as const))(
    'gives the same %s again',
    (_name, { type, examples, serial, columns }) => {
      const field: FieldDocument = {
        id: 'it',
        type,
        label: { en: 'It', 'zh-CN': '它' },
        help: { 'zh-CN': '说明' },
        ...(examples.config ? { config: examples.config } : {}),
        ...(serial ? {} : { required: true, unique: true }),
        ...(columns ? { fields: examples.columns } : {}),
      }
      const table = tableOf([field, { id: 'plain', type: 'text', label: { en: 'Plain' } }], {
        unique: [['it']],
        indexes: [['plain']],
        icon: 'box',
        shared: true,
      })
      const schema = JSON.parse(JSON.stringify(toJsonSchema(table, fieldTypes)))
      const { entity, diagnostics } = fromJsonSchema(schema, { registry: fieldTypes })
      expect(entity).toEqual(table)
      expect(diagnostics).toEqual([])
    },
  )

  it('keeps defaults, formulas and settings exactly, whatever they are', () => {
    const logic = fc.oneof(fc.constant({ var: 'plain' }), fc.integer(), fc.string(), fc.constant({ '+': [1, { var: 'plain' }] }))
    const field = fc.record(
      {
        id: fc.constant('it'),
        type: fc.constantFrom('text', 'integer', 'number', 'select', 'date'),
        label: fc.record({ en: fc.string(), 'zh-CN': fc.string() }),
        required: fc.boolean(),
        unique: fc.boolean(),
        default: logic,
        computed: logic,
      },
      { requiredKeys: ['id', 'type', 'label'] },
    )
    fc.assert(
      fc.property(field, (one) => {
        const table = tableOf([one as FieldDocument])
        expect(fromJsonSchema(toJsonSchema(table, fieldTypes), { registry: fieldTypes }).entity.fields.items.it).toEqual(one)
      }),
      { numRuns: 300 },
    )
  })

  it('says where somebody changed a keyword that the settings decide', () => {
    const table = tableOf([{ id: 'it', type: 'text', label: { en: 'It' }, config: { maxLength: 9 } }])
    const schema = toJsonSchema(table, fieldTypes) as { properties: { it: { anyOf: [JsonObject] } } }
    schema.properties.it.anyOf[0].maxLength = 12
    const { entity, diagnostics } = fromJsonSchema(schema as unknown as JsonValue, { registry: fieldTypes })
    expect(entity).toEqual(table)
    expect(diagnostics).toMatchObject([{ code: 'schema.settings-win', path: '/properties/it/anyOf/0/maxLength' }])
  })

  it('accepts a record of the table in ajv, and asks for what is required', () => {
    const table = tableOf([
      { id: 'no', type: 'text', label: { en: 'No' }, required: true },
      { id: 'amount', type: 'money', label: { en: 'Amount' } },
      {
        id: 'items',
        type: 'subform',
        label: { en: 'Items' },
        fields: { order: ['sku'], items: { sku: { id: 'sku', type: 'text', label: { en: 'Sku' }, required: true } } },
      },
    ])
    const ajv = addFormats.default(new Ajv2020({ strict: false }), { formats: ['uuid'] })
    const accepts = ajv.compile(toJsonSchema(table, fieldTypes))
    expect(accepts({ no: 'A-1', amount: '12.50', items: [{ sku: 'x' }] })).toBe(true)
    expect(accepts({ no: 'A-1', items: null })).toBe(true)
    expect(accepts({ amount: '12.50' })).toBe(false)
    expect(accepts({ no: null })).toBe(false)
    expect(accepts({ no: 'A-1', items: [{ sku: 7 }] })).toBe(false)
  })
})
