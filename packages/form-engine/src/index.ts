/**
 * Forms: which fields show, what they hold, what is wrong with them.
 *
 *     const plan = compileForm(form, ticket, fieldTypes, entityOf)
 *     const state = evaluateForm(plan, { phone: '123' }, { now, zone: 'Asia/Shanghai' })
 *     state.fields.phone.error // { path: '/phone', code: 'phone.not-a-number', … }
 */

export { checkEntityFormulas, checkForm, type ScopeOf } from './check-form.ts'
export { childrenOf, isContainer, nestingProblem } from './children-of.ts'
export { compileForm, type EntityLookup } from './compile-form.ts'
export { createFormState, type Facet, type FormModel, type Submission } from './create-form-state.ts'
export type { ContainerElement, DisplayElement, FieldElement, FormDocument, FormElement } from './document.ts'
export { evaluateForm } from './evaluate-form.ts'
export {
  defineFieldType,
  type FieldGroup,
  type FieldRegistry,
  type FieldType,
  fieldGroups,
  fieldTypeOf,
  type Problem,
  valueTypeOf,
} from './field-type.ts'
export type { Address } from './fields/address.ts'
export { fieldTypes } from './fields/index.ts'
export type { Place } from './fields/location.ts'
export type { SignedFile } from './fields/signature.ts'
export { accepts, type FileReference, type FilesConfig, isTooBig } from './files.ts'
export type { FieldPlan, FormPlan, RowsPlan } from './form-plan.ts'
export type { FieldError, FieldState, FormGiven, FormState, Pick } from './form-state.ts'
export { fromJsonSchema, type JsonSchemaOptions } from './from-json-schema.ts'
export type { ImportCell } from './import/cell-text.ts'
export { type ColumnProfile, ColumnProfiler } from './import/column-profile.ts'
export type { Importer, ImportGiven, Recognition } from './import/importer.ts'
export {
  findRelations,
  type InferredColumn,
  type InferredGroup,
  type InferredTable,
  inferColumn,
  keyOf,
  type ProfiledTable,
  type Proposal,
} from './import/infer-table.ts'
export { type Layout, type LayoutChoice, layoutOf, letterOf, type TopRow } from './import/layout.ts'
export { importMessages } from './import/messages.ts'
export { type CellReading, cellReader, readsAnyColumn } from './import/read-cell.ts'
export { addNamed, type KnownNames, namesIn } from './import/recognise-names.ts'
export { narrowsEnough } from './narrows-enough.ts'
export { soundTree, type TreeOption } from './option-tree.ts'
export { resolveEntity } from './resolve-entity.ts'
export { resolveField } from './resolve-field.ts'
export { parseRichText, type RichNode } from './rich-text.ts'
export type { RowsModel, RowsSnapshot } from './rows-model.ts'
export { toJsonSchema } from './to-json-schema.ts'
export { compileRecord, validateRecord } from './validate-record.ts'
export { withKeys } from './with-keys.ts'
