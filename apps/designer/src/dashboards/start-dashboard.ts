import { type AppDocument, type Command, resolveApp } from '@tangram/app-model'
import { type Attribute, type Entity, type Id, inOrder, type LocalizedText, textIn } from '@tangram/data-model'
import type { Dimension, Measure, ReportDocument, Tile } from '@tangram/report-engine'
import { idFrom } from '../form/new-element.ts'
import { fieldTypeNamed, platform } from '../platform.ts'
import { recordTime } from '../reports/record-time.ts'
import { reportTemplates } from '../reports/report-templates.ts'
import { setTiles } from './set-tiles.ts'

type Draft = Omit<ReportDocument, 'id'>
/** A report with the room it takes: figures stand in a row of their own. */
type Planned = { report: Draft; w: number; h: number }

const both = (en: string, zh: string): Required<LocalizedText> => ({ en, 'zh-CN': zh })

/**
 * Four to eight reports about the app's main table and a dashboard that shows them, as one step to undo. A report that asks the same
 * already is shown instead of made again. Undefined without a table.
 */
export function startDashboard(document: AppDocument, dashboard: Id): Command | undefined {
  const entity = mainTable(document)
  if (!entity) return undefined
  const made: ReportDocument[] = []
  const tiles: Tile[] = []
  let x = 0
  let y = 0
  for (const { report, w, h } of plan(document, entity)) {
    const known = [...inOrder(document.reports), ...made].find((other) => question(other) === question(report))
    const isTaken = (id: Id) => Object.hasOwn(document.reports.items, id) || made.some((other) => other.id === id)
    const shown = known ?? { id: idFrom(textIn(report.label, 'en'), isTaken), ...report }
    if (!known) made.push(shown)
    if (x + w > 12) {
      x = 0
      y = Math.max(...tiles.map((tile) => tile.y + tile.h))
    }
    tiles.push({ id: idFrom(shown.id, (id) => tiles.some((tile) => tile.id === id)), report: shown.id, x, y, w, h })
    x += w
  }
  return {
    type: 'batch',
    commands: [...made.map((item): Command => ({ type: 'add', collection: '/reports', item })), setTiles(dashboard, tiles)],
  }
}

/** Two reports that differ in their names alone ask the same. */
function question({ from, rows, measures, where = [] }: Draft): string {
  const asked = Object.values(measures).map(({ label: _label, ...rest }) => rest)
  return JSON.stringify([from, rows.map(({ field, by }) => [field, by]), asked, where])
}

/** The table that work goes through: one with a process before one without, then the one with most to group by. */
function mainTable(document: AppDocument): Entity | undefined {
  const app = resolveApp(document, platform)
  const weight = (entity: Entity) =>
    10 * inOrder(document.processes).filter((process) => process.entity === entity.id).length + groupsOf(document, entity).length
  return app.ownEntities.reduce<Entity | undefined>((best, one) => (best && weight(best) >= weight(one) ? best : one), undefined)
}

type Group = Attribute & { isChoice: boolean }

/** Fields that sort records into few groups: choices, and one person, team or record each. */
function groupsOf(document: AppDocument, entity: Entity): Group[] {
  const fields = document.entities.items[entity.id]?.fields
  return inOrder(fields).flatMap((field): Group[] => {
    const attribute = entity.attributes[field.id]
    if (!attribute) return []
    const { valueType } = attribute
    if (valueType.kind === 'reference') return valueType.many ? [] : [{ ...attribute, isChoice: false }]
    return valueType.kind === 'text' && fieldTypeNamed(field.type)?.options ? [{ ...attribute, isChoice: true }] : []
  })
}

const stateWords = /status|state|stage|phase|状态|阶段|进度/i

function plan(document: AppDocument, entity: Entity): Planned[] {
  const groups = groupsOf(document, entity)
  const choices = groups.filter(({ isChoice }) => isChoice)
  const state = choices.find(({ id, label }) => [id, ...Object.values(label)].some((word) => stateWords.test(word ?? ''))) ?? choices[0]
  const kind = choices.find((choice) => choice !== state)
  const people = groups.filter(({ valueType }) => valueType.kind === 'reference' && valueType.to === 'person')
  const owner = people[0] ?? groups.find(({ isChoice }) => !isChoice)
  const given: Given = {
    entity,
    name: both(textIn(entity.label, 'en', entity.id), textIn(entity.label, 'zh-CN', entity.id)),
    columns: columnsOf(document, entity),
    path: [kind, state, owner].flatMap((group) => (group ? [group.id] : [])),
  }
  const { name } = given
  const time = recordTime(document, entity.id)
  const count: Measure = { label: both('Count', '数量'), count: '*' }

  const score = inOrder(document.entities.items[entity.id]?.fields)
    .flatMap(({ id }) => entity.attributes[id] ?? [])
    .find(isScore)
  const figures: Draft[] = [
    ...(time === undefined
      ? []
      : [
          draft(given, both(`${name.en}: new this month`, `${name['zh-CN']}：本月新增`), { count }, [], 'kpi', {
            where: [{ field: time, in: { this: 'month' } }],
          }),
        ]),
    draft(given, both(`${name.en}: all`, `${name['zh-CN']}：总数`), { count }, [], 'kpi'),
    ...(score
      ? [
          draft(
            given,
            both(`${textIn(score.label, 'en', score.id)}: mean`, `${textIn(score.label, 'zh-CN', score.id)}：平均`),
            { mean: { label: both('Mean', '平均'), avg: score.id, format: 'number' } },
            [],
            'kpi',
          ),
        ]
      : []),
    ...template(document, 'rework'),
  ]

  const by = (group: Group, chart: string, top = false) =>
    draft(
      given,
      both(
        `${name.en} by ${textIn(group.label, 'en', group.id).toLowerCase()}`,
        `${name['zh-CN']}：按${textIn(group.label, 'zh-CN', group.id)}`,
      ),
      { count },
      [{ field: group.id, as: group.id, label: group.label, ...(top ? { top: { n: 10, by: 'count' } } : {}) }],
      chart,
      { sort: [{ by: 'count', dir: 'desc' }] },
    )
  const trend = (field: Id) =>
    draft(
      given,
      both(`${name.en} by month`, `${name['zh-CN']}：月度趋势`),
      { count },
      [{ field, as: 'month', by: 'month', fill: 0, label: both('Month', '月份') }],
      'line',
      { where: [{ field, in: { last: '12 months' } }], sort: [{ by: 'month' }] },
    )
  const weekdays = (field: Id) =>
    draft(
      given,
      both(`${name.en} by day of the week`, `${name['zh-CN']}：按星期`),
      { count },
      [{ field, as: 'weekday', by: 'day-of-week', label: both('Day', '星期') }],
      'bar',
      { sort: [{ by: 'weekday' }] },
    )
  const charts: Draft[] = [
    ...(time === undefined ? [] : [trend(time)]),
    ...(state ? [by(state, 'donut')] : time === undefined ? [] : [weekdays(time)]),
    ...(kind ? [by(kind, 'bar')] : []),
    ...(owner ? [by(owner, 'ranking', true)] : []),
    ...template(document, 'bottleneck'),
    ...template(document, 'sla'),
  ].slice(0, 8 - figures.length)
  return [
    ...figures.map((report) => ({ report, w: 12 / figures.length, h: 2 })),
    ...charts.map((report, at) => {
      const isAlone = at === charts.length - 1 && charts.length % 2 === 1
      return { report, w: isAlone ? 12 : at === 0 ? 8 : at === 1 ? 4 : 6, h: 5 }
    }),
  ]
}

type Given = { entity: Entity; name: Required<LocalizedText>; columns: Id[]; path: Id[] }

function draft(
  { entity, columns, path }: Given,
  label: LocalizedText,
  measures: { [id: Id]: Measure },
  rows: Dimension[],
  chart: string,
  more: Partial<Pick<ReportDocument, 'where' | 'sort'>> = {},
): Draft {
  return {
    label,
    from: entity.id,
    rows,
    measures,
    measureOrder: Object.keys(measures),
    ...more,
    drill: { columns, path: path.filter((field) => rows.every((row) => row.field !== field)) },
    chart: { type: chart, config: {} },
  }
}

/** A mark out of few, as stars are given. */
function isScore({ valueType }: Attribute): boolean {
  return valueType.kind === 'integer' && valueType.max !== undefined && valueType.max <= 10
}

/** What a list of its records shows. */
function columnsOf(document: AppDocument, entity: Entity): Id[] {
  const view = inOrder(document.views).find((one) => one.entity === entity.id)
  const table = document.entities.items[entity.id]
  return view?.columns ?? [...(table?.fields.order ?? []).slice(0, 6), ...(table?.linked ? [] : ['created_at'])]
}

/** A ready-made report that asks nobody anything. */
function template(document: AppDocument, id: string): Draft[] {
  const found = reportTemplates.find((one) => one.id === id)
  return found && 'report' in found && found.suits(document) ? [{ label: found.label, ...structuredClone(found.report) }] : []
}
