import { columnsOf, planRows } from './rows-compile.ts'
import { rowsContent } from './rows-content.ts'
import { editRows } from './rows-edit.ts'
import type { RowsEngine } from './rows-engine.ts'

/** Rows for field types that have columns. */
export const rowsEngine: RowsEngine = { columns: columnsOf, plan: planRows, content: rowsContent, edit: editRows }
