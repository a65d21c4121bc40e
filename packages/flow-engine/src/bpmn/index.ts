/**
 * Processes from and to BPMN 2.0 files, of Camunda, Zeebe, Flowable and any other modeller.
 *
 *     const { processes, diagnostics, kept } = await importBpmn(xml, { entity: 'ticket' })
 *     // diagnostics: what cannot run here (nothing is imported then) and what to look at, by the ids of the file
 *     const again = await exportBpmn(processes) // with the drawing and everything that does not run here
 */
export { type ExportOptions, exportBpmn } from './export-bpmn.ts'
export { type BpmnImport, importBpmn } from './import-bpmn.ts'
export type { Kept } from './kept.ts'
export { bpmnMessages } from './messages.ts'
export type { ForeignTask, Handled, ImportOptions } from './reading.ts'
export { type ExpressionLanguage, translateExpression } from './translate-expression.ts'
