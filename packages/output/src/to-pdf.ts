import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { fontFiles } from './fonts.ts'
import { paper } from './lay-out.ts'
import { drawOnPage } from './svg-on-page.ts'

/** A4 across, in points. */
const page = { width: 841.89, height: 595.28 }

/** SVG documents as the pages of a PDF: vectors, and texts that can be searched and copied. */
export async function toPdf(pages: readonly string[], about: { title: string; at: string }): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    info: { Title: about.title, Producer: 'Tangram', CreationDate: new Date(about.at) },
  })
  doc.registerFont('regular', fontFiles.regular)
  doc.registerFont('bold', fontFiles.bold)
  for (const svg of pages) {
    doc.addPage()
    doc.save().scale(page.width / paper.width)
    drawOnPage(doc, svg)
    doc.restore()
  }
  doc.end()
  return await buffer(doc)
}
