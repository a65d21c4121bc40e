import { zip } from '../zip.ts'

/** What a test writes by hand into a workbook, part by part; the rest is what every workbook has. */
export type HandMade = {
  /** Content of `<worksheet>`, one per sheet. */
  sheets: { [name: string]: string }
  sharedStrings?: string
  styles?: string
  more?: { [part: string]: string | Iterable<string> }
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A workbook whose XML a test chose: for what no program would write. */
export async function makeXlsx({ sheets, sharedStrings, styles, more = {} }: HandMade): Promise<Buffer> {
  const names = Object.keys(sheets)
  const parts: { [part: string]: string | Iterable<string> } = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packaging}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaging}">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ...(sharedStrings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${sharedStrings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet xmlns="${main}">${styles}</styleSheet>` }),
    ...Object.fromEntries(
      names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet xmlns="${main}">${sheets[name]}</worksheet>`]),
    ),
    ...more,
  }
  const chunks: Buffer[] = []
  for await (const chunk of zip(Object.entries(parts).map(([name, text]) => ({ name, content: typeof text === 'string' ? [text] : text }))))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}
