/**
 * Table files for tests, made by other programs or by hand: what nobody would save, and what attackers send.
 *
 *     await makeXlsx({ sheets: { a: '<sheetData>…</sheetData>' } })
 */
export { makeLongXls } from './make-long-xls.ts'
export { makeSealed, makeXls } from './make-xls.ts'
export { makeXlsx } from './make-xlsx.ts'
