import { type Element, elementsOf } from './xml.ts'

type Doc = PDFKit.PDFDocument
type Look = {
  fill: string
  stroke: string
  width: number
  opacity: number
  fillOpacity: number
  strokeOpacity: number
  dash: string
  size: number
  bold: boolean
  anchor: string
}

const start: Look = {
  fill: '#000',
  stroke: 'none',
  width: 1,
  opacity: 1,
  fillOpacity: 1,
  strokeOpacity: 1,
  dash: '',
  size: 12,
  bold: false,
  anchor: 'start',
}

/** Draws an SVG document of this package (and of ECharts in it) on the page of a PDF: shapes, lines and real texts. */
export function drawOnPage(doc: Doc, svg: string): void {
  const root = elementsOf(svg)
  const defined = new Map<string, Element>()
  collect(root, defined)
  for (const child of root.children) drawElement(doc, child, start, defined)
}

function collect(element: Element, defined: Map<string, Element>): void {
  if (element.attributes.id) defined.set(element.attributes.id, element)
  for (const child of element.children) collect(child, defined)
}

const named = (reference: string | undefined, defined: Map<string, Element>) =>
  defined.get(/url\(#([^)]+)\)/.exec(reference ?? '')?.[1] ?? '')

function drawElement(doc: Doc, element: Element, inherited: Look, defined: Map<string, Element>): void {
  const { name, attributes, children } = element
  if (name === 'defs' || name === 'style' || name === 'title' || name === 'clipPath') return
  const look = lookOf(attributes, inherited)
  doc.save()
  transform(doc, attributes.transform)
  const clip = named(attributes['clip-path'], defined)
  if (clip) for (const shape of clip.children) if (outline(doc, shape)) doc.clip()
  if (name === 'text') drawText(doc, element, look)
  else if (name === 'svg' || name === 'g') for (const child of children) drawElement(doc, child, look, defined)
  else if (isPainted(look) && outline(doc, element)) paint(doc, element, look, defined)
  doc.restore()
}

const isPainted = ({ fill, stroke, width }: Look) => fill !== 'none' || (stroke !== 'none' && width > 0)

function lookOf(attributes: { [name: string]: string }, from: Look): Look {
  const style = Object.fromEntries((attributes.style ?? '').split(';').map((part) => part.split(':').map((piece) => piece.trim())))
  const of = (key: string): string | undefined => attributes[key] ?? style[key]
  const number = (key: string, old: number) => (of(key) === undefined ? old : Number.parseFloat(of(key) ?? ''))
  const weight = of('font-weight')
  return {
    fill: of('fill') ?? from.fill,
    stroke: of('stroke') ?? from.stroke,
    width: number('stroke-width', from.width),
    opacity: from.opacity * number('opacity', 1),
    fillOpacity: number('fill-opacity', from.fillOpacity),
    strokeOpacity: number('stroke-opacity', from.strokeOpacity),
    dash: of('stroke-dasharray') ?? from.dash,
    size: number('font-size', from.size),
    bold: weight === undefined ? from.bold : weight === 'bold' || Number(weight) >= 600,
    anchor: of('text-anchor') ?? from.anchor,
  }
}

function transform(doc: Doc, value: string | undefined): void {
  for (const [, kind, list] of (value ?? '').matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = (list ?? '').split(/[\s,]+/).map(Number)
    if (kind === 'translate') doc.translate(a, b)
    else if (kind === 'scale') doc.scale(a, (list ?? '').trim().split(/[\s,]+/).length > 1 ? b : a)
    else if (kind === 'rotate') doc.rotate(a, b || c ? { origin: [b, c] } : {})
    else if (kind === 'matrix') doc.transform(a, b, c, d, e, f)
  }
}

/** Begins the outline of a shape; false when it is none. */
function outline(doc: Doc, { name, attributes }: Element): boolean {
  const n = (key: string) => Number.parseFloat(attributes[key] ?? '0')
  if (name === 'path') {
    if (!attributes.d) return false
    doc.path(attributes.d)
  } else if (name === 'rect') {
    if (!(n('width') > 0 && n('height') > 0)) return false
    if (n('rx') > 0) doc.roundedRect(n('x'), n('y'), n('width'), n('height'), n('rx'))
    else doc.rect(n('x'), n('y'), n('width'), n('height'))
  } else if (name === 'circle') doc.circle(n('cx'), n('cy'), n('r'))
  else if (name === 'polyline' || name === 'polygon') {
    const numbers = (attributes.points ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    if (numbers.length < 4) return false
    doc.path(`M${numbers.join(' ')}${name === 'polygon' ? 'Z' : ''}`)
  } else return false
  return true
}

function paint(doc: Doc, element: Element, look: Look, defined: Map<string, Element>): void {
  const fill = look.fill.startsWith('url(') ? gradientOf(doc, element, named(look.fill, defined)) : colorOf(look.fill)
  const stroke = look.width > 0 ? colorOf(look.stroke) : undefined
  if (stroke) {
    doc.lineWidth(look.width).strokeOpacity(stroke.alpha * look.strokeOpacity * look.opacity)
    const dash = look.dash.split(/[\s,]+/).map(Number)
    if (dash.length > 1 && dash.every((one) => one > 0)) doc.dash(dash[0] ?? 1, { space: dash[1] ?? 1 })
  }
  if (fill) doc.fillOpacity(fill.alpha * look.fillOpacity * look.opacity)
  if (fill) doc.fillColor(fill.paint)
  if (stroke) doc.strokeColor(stroke.paint)
  if (fill && stroke) doc.fillAndStroke()
  else if (fill) doc.fill()
  else if (stroke) doc.stroke()
}

type Ink<Paint = PDFKit.Mixins.ColorValue> = { paint: Paint; alpha: number }

function colorOf(value: string): Ink<string> | undefined {
  if (value === 'none' || value === 'transparent' || value === '') return undefined
  const [, list] = /^rgba?\(([^)]*)\)$/.exec(value) ?? []
  if (list === undefined) return { paint: value, alpha: 1 }
  const [r = 0, g = 0, b = 0, alpha = 1] = list.split(',').map(Number)
  const hex = [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')
  return alpha === 0 ? undefined : { paint: `#${hex}`, alpha }
}

/** A gradient over the box of its shape; the points of curves are taken as they stand in the path. */
function gradientOf(doc: Doc, { attributes }: Element, gradient: Element | undefined): Ink | undefined {
  const stops = gradient?.children.filter(({ name }) => name === 'stop') ?? []
  const points = [...(attributes.d ?? attributes.points ?? '').matchAll(/(-?[\d.]+)[\s,]+(-?[\d.]+)/g)]
  const [xs, ys] = [1, 2].map((at) => points.map((point) => Number(point[at]))) as [number[], number[]]
  if (!gradient || stops.length === 0 || xs.length === 0) return undefined
  const box = {
    x: Math.min(...xs),
    y: Math.min(...ys),
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
  }
  const isOwn = gradient.attributes.gradientUnits !== 'userSpaceOnUse'
  const at = (key: string, from: number, size: number) =>
    isOwn ? from + Number(gradient.attributes[key] ?? 0) * size : Number(gradient.attributes[key] ?? 0)
  const paint = doc.linearGradient(
    at('x1', box.x, box.width),
    at('y1', box.y, box.height),
    at('x2', box.x, box.width),
    at('y2', box.y, box.height),
  )
  for (const { attributes: stop } of stops) {
    const color = colorOf(stop['stop-color'] ?? '#000') ?? { paint: '#fff', alpha: 0 }
    const offset = Number.parseFloat(stop.offset ?? '0') / (stop.offset?.endsWith('%') ? 100 : 1)
    paint.stop(offset, color.paint, color.alpha * Number(stop['stop-opacity'] ?? 1))
  }
  return { paint, alpha: 1 }
}

/** Texts are black on white in the file, whatever halo they have on screen. */
function drawText(doc: Doc, { attributes, text }: Element, look: Look): void {
  const ink = colorOf(look.fill)
  if (!ink || text.trim() === '' || !(look.size > 0)) return
  doc.font(look.bold ? 'bold' : 'regular').fontSize(look.size)
  const width = look.anchor === 'start' ? 0 : doc.widthOfString(text)
  const x = Number.parseFloat(attributes.x ?? '0') - (look.anchor === 'middle' ? width / 2 : look.anchor === 'end' ? width : 0)
  const baseline = attributes['dominant-baseline'] === 'central' ? look.size * 0.36 : 0
  const halo = look.width > 0 && attributes['paint-order'] === 'stroke' ? colorOf(look.stroke) : undefined
  const y = Number.parseFloat(attributes.y ?? '0') + baseline
  doc.fillOpacity(ink.alpha * look.fillOpacity * look.opacity).fillColor(ink.paint)
  if (halo) {
    doc.save()
    doc.lineWidth(look.width).strokeOpacity(halo.alpha).strokeColor(halo.paint).lineJoin('round')
    doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', fill: false, stroke: true })
    doc.restore()
    doc.fillOpacity(ink.alpha * look.fillOpacity * look.opacity).fillColor(ink.paint)
  }
  doc.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
}
