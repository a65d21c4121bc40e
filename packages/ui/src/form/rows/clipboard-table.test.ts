import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipboardTable } from './clipboard-table.ts'

describe('a table on the clipboard', () => {
  it('is rows of cells; the end of the last row makes no further one', () => {
    expect(clipboardTable('Pump\t2\r\nValve\t5\r\n')).toEqual([
      ['Pump', '2'],
      ['Valve', '5'],
    ])
    expect(clipboardTable('Pump\nValve')).toEqual([['Pump'], ['Valve']])
    expect(clipboardTable('Pump\t\t2')).toEqual([['Pump', '', '2']])
  })

  it('keeps tabs, line ends and quotes inside of a cell', () => {
    expect(clipboardTable('"two\nlines"\t"a ""word"""\n')).toEqual([['two\nlines', 'a "word"']])
  })

  it('is not what only looks like one: a word is left to the field it is pasted into', () => {
    expect(clipboardTable('Pump')).toBeUndefined()
    expect(clipboardTable('Pump\n')).toBeUndefined()
    expect(clipboardTable('')).toBeUndefined()
    expect(clipboardTable('5" pipe\t1')).toEqual([['5" pipe', '1']])
    expect(clipboardTable('"no end\t1')).toEqual([['"no end', '1']])
  })

  it('gives back any table as spreadsheets write it', () => {
    const cell = fc.string({ maxLength: 6 }).map((text) => text.replaceAll('\r', ''))
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 })
    const written = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map(written).join('\t')).join('\r\n')
        expect(clipboardTable(`${text}\r\n`)).toEqual(rows)
      }),
    )
  })
})
