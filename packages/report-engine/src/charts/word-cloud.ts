import { boolean, type JsonObject, type JsonValue } from '@tangram/data-model'
import type { Mark } from '../chart-type.ts'
import { defineChartType } from '../chart-type.ts'
import { compactValue } from '../format-value.ts'
import { isOthers, type ReportResult } from '../result.ts'
import { byProblem, count, resultOf } from './examples.ts'
import { frame, itemTooltip, sizeOf } from './frame.ts'
import { type Place, plain, type Reading, type Row, read, textWidth } from './reading.ts'
import { say } from './words.ts'

type Word = { text: string; figure: number; rows: Row[] }

/** Groups as words, the more the larger. Sentences can be taken apart, Chinese ones too; a word then stands for all groups that hold it. */
export const wordCloud = defineChartType({
  type: 'word-cloud',
  label: { en: 'Word cloud', 'zh-CN': '词云' },
  icon: 'message-2',
  dimensions: { min: 1, max: 1 },
  measures: { min: 1, max: 1 },
  config: {
    split: {
      valueType: boolean,
      label: { en: 'Take sentences apart', 'zh-CN': '按词拆分' },
      help: { en: 'For texts people wrote; leave off for names.', 'zh-CN': '适用于填写的文本；名称请勿开启。' },
      default: false,
    },
  },
  toSpec(result, { split }, context) {
    const reading = read(result, context)
    const [measure] = reading.measures
    const { width, height } = sizeOf(context)
    const words = (split ? segmented(reading, measure) : whole(reading, measure))
      .filter(({ figure }) => figure > 0)
      .sort((a, b) => b.figure - a.figure)
    const placed = place(words, width, height)
    const colors = context.palette
    const data = placed.map(({ word, x, y, w, h, fontSize }, at): JsonObject => {
      const [only, ...more] = word.rows
      const text =
        only && more.length === 0 ? reading.text(only, measure) : compactValue(word.figure, measure?.column.format, context.locale)
      const mark = markOf(result, reading, word, measure)
      return {
        name: plain(word.text),
        value: [x + w / 2, y + h / 2],
        symbolSize: [w, h],
        label: { fontSize, color: colors[at % Math.max(1, colors.length)] ?? 'inherit' },
        ...(mark ? { mark } : {}),
        tooltip: reading.tip(word.text, [
          [measure?.label ?? '', text],
          ...(more.length > 0 ? ([['', say('inGroups', context.locale, { count: word.rows.length })]] as const) : []),
        ]),
      }
    })
    return {
      kind: 'echarts',
      option: {
        ...frame(context),
        tooltip: itemTooltip,
        grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'none' },
        xAxis: { type: 'value', show: false, min: 0, max: width },
        yAxis: { type: 'value', show: false, min: 0, max: height, inverse: true },
        series: [
          {
            type: 'scatter',
            symbol: 'rect',
            itemStyle: { color: 'transparent', opacity: 1 },
            label: { show: true, formatter: '{b}', position: 'inside', fontWeight: 600 },
            data,
          },
        ],
      },
      notes: placed.length < words.length ? [say('crowded', context.locale, { count: words.length - placed.length })] : [],
    }
  },
  examples: [
    {
      config: {},
      result: resultOf(
        [{ id: 'word', role: 'dimension', label: { en: 'Word', 'zh-CN': '词' }, valueType: { kind: 'text' } }, count],
        [
          '空调',
          '不制冷',
          '噪音',
          'refund',
          '退款',
          '安装',
          '客服',
          '漏水',
          'delivery',
          '遥控器',
          '压缩机',
          '发票',
          'warranty',
          '保修',
          '服务态度',
          '滤网',
          '价格',
          '预约',
          '配件',
          'app',
        ].map((word, at) => [word, Math.round(120 / (at + 1)) + 3]),
      ),
    },
    {
      config: { split: true },
      result: resultOf(
        [{ id: 'text', role: 'dimension', label: { en: 'Text', 'zh-CN': '内容' }, valueType: { kind: 'text' } }, count],
        [
          ['空调不制冷，要求退款', 9],
          ['空调噪音很大', 6],
          ['The remote control does not work', 3],
          ['安装师傅没有按预约时间上门', 5],
          [null, 2],
        ],
      ),
    },
    { config: {}, result: byProblem },
  ],
})

function whole(reading: Reading, measure: Place | undefined): Word[] {
  return reading.rows.map((row) => ({ text: reading.name(row), figure: reading.figure(row, measure) ?? 0, rows: [row] }))
}

/** Words that say nothing by themselves. */
const quiet = new Set(
  '的 了 是 在 我 有 和 就 不 也 都 要 没 没有 很 到 说 去 你 会 着 看 好 这 那 他 她 它 们 我们 你们 给 把 被 让 吗 呢 吧 啊 与 及 或 对 等 但 the a an and or of to in is are was were it this that for on with not does do did be at by from as has have had i we you they my our your but so'.split(
    ' ',
  ),
)

function segmented(reading: Reading, measure: Place | undefined): Word[] {
  const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })
  const words = new Map<string, Word>()
  for (const row of reading.rows) {
    const figure = reading.figure(row, measure) ?? 0
    // The group without a value and the others are no texts.
    const raw = reading.dimensions[0] ? row[reading.dimensions[0].at] : null
    if (raw === null || raw === undefined || isOthers(raw)) continue
    const own = new Set<string>()
    for (const { segment, isWordLike } of segmenter.segment(reading.name(row))) {
      const word = segment.toLowerCase()
      if (isWordLike && !quiet.has(word) && (/[^\x20-\x7f]/.test(word) ? [...word].length > 1 : word.length > 2)) own.add(word)
    }
    for (const text of own) {
      const word = words.get(text) ?? { text, figure: 0, rows: [] }
      words.set(text, { text, figure: word.figure + figure, rows: [...word.rows, row] })
    }
  }
  return [...words.values()]
}

/** One group is its cell. Several are everything beside the other groups, as long as all groups are here. */
function markOf(result: ReportResult, reading: Reading, word: Word, measure: Place | undefined): Mark | undefined {
  const [dimension] = reading.dimensions
  const [only, ...more] = word.rows
  if (!dimension || !only) return undefined
  if (more.length === 0) return reading.mark(only, measure)
  if (result.truncated || reading.rows.some((row) => isOthers(row[dimension.at]))) return undefined
  const others = reading.rows.filter((row) => !word.rows.includes(row)).map((row): JsonValue => row[dimension.at] ?? null)
  return { cell: { [dimension.column.id]: { others } }, ...(measure ? { measure: measure.column.id } : {}) }
}

type Placed = { word: Word; x: number; y: number; w: number; h: number; fontSize: number }

/** Largest first, each where a spiral from the middle first finds room; those without are left to the note. */
function place(words: readonly Word[], width: number, height: number): Placed[] {
  const largest = words[0]?.figure ?? 1
  const most = Math.max(16, Math.min(56, height / 5, width / 9))
  const placed: Placed[] = []
  for (const word of words.slice(0, 200)) {
    const fontSize = Math.round(12 + (most - 12) * Math.sqrt(word.figure / largest))
    const room = textWidth(word.text, fontSize) * 1.06 + 4
    // A name longer than the box is drawn smaller rather than cut.
    const size = room > width - 4 ? Math.max(8, Math.floor((fontSize * (width - 4)) / room)) : fontSize
    const [w, h] = [textWidth(word.text, size) * 1.06 + 4, size * 1.25]
    const spot = findRoom(placed, w, h, width, height)
    if (spot) placed.push({ word, ...spot, w, h, fontSize: size })
  }
  return placed
}

function findRoom(placed: readonly Placed[], w: number, h: number, width: number, height: number): { x: number; y: number } | undefined {
  const furthest = Math.hypot(width, height) / 2
  for (let turn = 0; ; turn += 0.35) {
    const reach = 3 * turn
    if (reach > furthest * 1.5) return undefined
    const x = width / 2 + (reach * Math.cos(turn) * width) / Math.max(width, height) - w / 2
    const y = height / 2 + (reach * Math.sin(turn) * height) / Math.max(width, height) - h / 2
    if (x < 0 || y < 0 || x + w > width || y + h > height) continue
    if (placed.every((other) => x + w <= other.x || other.x + other.w <= x || y + h <= other.y || other.y + other.h <= y)) return { x, y }
  }
}
