/**
 * Reports and dashboards as files: PNG, SVG and PDF with Chinese texts, drawn without a browser; and the cells of a workbook. For servers only.
 *
 *     const painter = createPainter({ atOnce: 1, mostWaiting: 8 })
 *     const pdf = await painter.paint(picture, 'pdf', signal) // in a thread of its own
 *     writeXlsxSheets([{ name: 'Trend', rows: reportCells({ ...report, pages }, 'en') }])
 */
export { createPainter, type Painter } from './create-painter.ts'
export { outputErrors } from './errors.ts'
export { type PictureFormat, paint, pictureFormats } from './paint.ts'
export type { Picture, PictureTile } from './picture.ts'
export { reportCells, tableCells } from './report-cells.ts'
