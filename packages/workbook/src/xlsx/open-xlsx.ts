import type { ByteSource } from '../byte-source.ts'
import { fail } from '../errors.ts'
import { type NumberKind, numberKindOf } from '../serial-date.ts'
import type { Merge, Sheet, SheetRow, Workbook, WorkbookLimits } from '../workbook.ts'
import { openZip, type ZipFile } from '../zip/zip-file.ts'
import { createSharedStrings, type SharedStrings } from './shared-strings.ts'
import { SheetReader, unescaped } from './sheet-reader.ts'
import { attributeIn, type XmlHandler, XmlScanner } from './xml-scanner.ts'

/** What all texts of a table may come to: they lie in a file of the server while it is read. */
const maxTextBytes = 1024 ** 3
/** Parts other than sheets and texts are small in every workbook. */
const maxSmallPart = 16 * 1024 * 1024
const maxSheets = 50

/**
 * An Excel workbook (.xlsx), read as it is unpacked: memory does not grow with its rows. Formulas are never calculated.
 *
 * @throws workbook.xlsx.*, workbook.external-link, workbook.password
 */
export async function openXlsx(source: ByteSource, limits: WorkbookLimits): Promise<Workbook> {
  const zip = await openZip(source)
  if ([...zip.parts.keys()].some((name) => name.startsWith('xl/externallinks/'))) throw fail('workbook.external-link', { sheet: '' })
  const book = await bookOf(zip)
  const kinds = await kindsOf(zip)
  let strings: SharedStrings | undefined
  const texts = async () => {
    strings ??= await sharedStringsOf(zip, limits)
    return strings
  }
  const sheets = book.sheets.map(({ name, part }): Sheet => {
    let merges: readonly Merge[] = []
    return {
      name,
      merges: () => merges,
      async *rows() {
        const reader = new SheetReader({ sheet: name, strings: await texts(), kinds, epoch1904: book.epoch1904, limits })
        for await (const _ of scanned(zip, part, reader)) {
          const rows: SheetRow[] = reader.rows
          reader.rows = []
          yield* rows
        }
        merges = reader.merges
      },
    }
  })
  return {
    format: 'xlsx',
    sheets,
    share: () => source.streamed() / source.size,
    close: async () => {
      strings?.close()
      await source.close()
    },
  }
}

/** Feeds a part to the handler, chunk by chunk; after each one the caller may take what the handler gathered. */
async function* scanned(zip: ZipFile, name: string, handler: XmlHandler, maxBytes = Number.POSITIVE_INFINITY): AsyncGenerator<void> {
  const part = zip.parts.get(name.toLowerCase())
  if (!part) throw fail('workbook.xlsx.unreadable')
  const scanner = new XmlScanner(name, handler)
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let bytes = 0
  for await (const chunk of zip.open(part)) {
    bytes += chunk.length
    if (bytes > maxBytes) throw fail('workbook.xlsx.bomb', { part: name })
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
    scanner.write(decoded(decoder, name, chunk))
    yield
  }
  scanner.write(decoded(decoder ?? new TextDecoder(), name))
  scanner.end()
  yield
}

function decoded(decoder: InstanceType<typeof TextDecoder>, part: string, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (cause) {
    const problem = { en: 'it is not UTF-8 text', 'zh-CN': '不是 UTF-8 文本' }
    throw fail('workbook.xlsx.broken-xml', { part, problem }, { cause })
  }
}

const encodingOf = (chunk: Uint8Array): string => (chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')

async function readPart(zip: ZipFile, name: string, handler: Partial<XmlHandler>): Promise<void> {
  const whole: XmlHandler = { open: () => {}, text: () => {}, close: () => {}, ...handler }
  for await (const _ of scanned(zip, name, whole, maxSmallPart));
}

type Book = { epoch1904: boolean; sheets: { name: string; part: string }[] }

async function bookOf(zip: ZipFile): Promise<Book> {
  const main = (await relationsOf(zip, '')).find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const targets = new Map((await relationsOf(zip, main)).map(({ id, type, target }) => [id, { type, target }]))
  const book: Book = { epoch1904: false, sheets: [] }
  await readPart(zip, main, {
    open: (name, attributes) => {
      if (name === 'workbookPr') book.epoch1904 = /^(1|true)$/.test(attributeIn(attributes, 'date1904') ?? '')
      if (name !== 'sheet') return
      const target = targets.get(attributeIn(attributes, 'id') ?? '')
      // Hidden sheets are somebody's notes; charts hold no rows.
      if (!target?.type.endsWith('/worksheet') || (attributeIn(attributes, 'state') ?? 'visible') !== 'visible') return
      book.sheets.push({ name: attributeIn(attributes, 'name') ?? '', part: target.target })
    },
  })
  if (book.sheets.length === 0) throw fail('workbook.empty')
  if (book.sheets.length > maxSheets) throw fail('workbook.too-many-sheets', { max: maxSheets })
  return book
}

type Relation = { id: string; type: string; target: string }

/** What a part refers to, as paths within the archive. */
async function relationsOf(zip: ZipFile, part: string): Promise<Relation[]> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : ''
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  const relations: Relation[] = []
  if (!zip.parts.has(name.toLowerCase())) {
    if (part === '') throw fail('workbook.xlsx.unreadable')
    return relations
  }
  await readPart(zip, name, {
    open: (tag, attributes) => {
      if (tag !== 'Relationship') return
      const target = attributeIn(attributes, 'Target') ?? ''
      relations.push({
        id: attributeIn(attributes, 'Id') ?? '',
        type: attributeIn(attributes, 'Type') ?? '',
        target: target.startsWith('/') ? target.slice(1) : folder + target,
      })
    },
  })
  return relations
}

async function kindsOf(zip: ZipFile): Promise<NumberKind[]> {
  const kinds: NumberKind[] = []
  if (!zip.parts.has('xl/styles.xml')) return kinds
  const codes = new Map<number, string>()
  let isInside = false
  await readPart(zip, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributeIn(attributes, 'numFmtId')), attributeIn(attributes, 'formatCode') ?? '')
      if (name === 'cellXfs') isInside = true
      if (name !== 'xf' || !isInside) return
      const id = Number(attributeIn(attributes, 'numFmtId') ?? 0)
      kinds.push(numberKindOf(id, codes.get(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') isInside = false
    },
  })
  return kinds
}

async function sharedStringsOf(zip: ZipFile, { rows, columns }: WorkbookLimits): Promise<SharedStrings> {
  const strings = createSharedStrings()
  const name = 'xl/sharedStrings.xml'
  if (!zip.parts.has(name.toLowerCase())) return strings
  let texts = 0
  let text = ''
  let isText = false
  let isPhonetic = false
  const handler: XmlHandler = {
    open: (tag) => {
      if (tag === 'si') text = ''
      else if (tag === 'rPh') isPhonetic = true
      else if (tag === 't') isText = !isPhonetic
    },
    text: (some) => {
      if (isText) text += some
    },
    close: (tag) => {
      if (tag === 't') isText = false
      else if (tag === 'rPh') isPhonetic = false
      else if (tag === 'si') {
        // More texts than all cells of a table could name.
        if (++texts > rows * columns) throw fail('workbook.xlsx.bomb', { part: name })
        strings.add(unescaped(text))
      }
    },
  }
  try {
    for await (const _ of scanned(zip, name, handler, maxTextBytes));
  } catch (error) {
    strings.close()
    throw error
  }
  return strings
}
