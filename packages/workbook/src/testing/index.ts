/**
 * Table files for tests, made by other programs or by hand: what nobody would save, and what attackers send.
 *
 *     await makeXlsx({ sheets: { a: '<sheetData>…</sheetData>' } })
 */
export { makeSealed, makeXls } from './make-xls.ts'
export { makeXlsx } from './make-xlsx.ts'
