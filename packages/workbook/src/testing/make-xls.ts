import { CFB, utils, write } from '@e965/xlsx'
import type { Cell } from '../cell.ts'

/** An Excel 97–2003 workbook of one sheet. */
export function makeXls(rows: readonly (readonly Cell[])[]): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as Cell[][]), 'Sheet1')
  return write(book, { type: 'buffer', bookType: 'biff8', bookSST: true }) as Buffer
}

/** What Excel writes when a workbook is protected by a password: an encrypted package in a compound file. */
export function makeSealed(): Buffer {
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(64, 4))
  CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(8192, 7))
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Uint8Array)
}
