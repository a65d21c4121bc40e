import type { JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { checkApp } from '../check-app.ts'
import { applyCommand } from '../commands/apply-command.ts'
import { withValueAt } from '../commands/json-pointer.ts'
import { diffApps } from '../diff-apps.ts'
import type { AppDocument } from '../document.ts'
import { defaultPlatform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'

const changed = (path: string, value: JsonValue | undefined) =>
  withValueAt(sampleApp() as unknown as JsonValue, path, value) as unknown as AppDocument
const codesWith = (path: string, value: JsonValue | undefined) =>
  checkApp(changed(path, value), defaultPlatform).map((found) => [found.code, found.path])

const stage = '/slas/items/service/stages/items/resolution'

describe('calendars and agreements of an app', () => {
  it.each([
    ['a weekday nobody knows', '/calendars/items/office/week/someday', [], 'app.shape.unknown', '/calendars/items/office/week/someday'],
    ['hours that are none', '/calendars/items/office/week/mon/0/to', '08:00', 'calendar.hours.wrong', '/calendars/items/office/week/mon/0'],
    ['a calendar there is not', '/slas/items/service/calendar', 'night', 'sla.calendar.unknown', '/slas/items/service/calendar'],
    [
      'a process that counts by none',
      '/processes/items/handling/calendar',
      'night',
      'app.calendar.unknown',
      '/processes/items/handling/calendar',
    ],
    ['a table there is not', '/slas/items/service/entity', 'order', 'app.entity.unknown', '/slas/items/service/entity'],
    ['a field there is not', `${stage}/doneWhen`, { var: 'finished' }, 'expression.name.unknown', `${stage}/doneWhen`],
    [
      'a path that leads nowhere',
      `${stage}/targets/0/when`,
      { var: 'product.weight' },
      'expression.name.unknown',
      `${stage}/targets/0/when`,
    ],
    [
      'a target after the one that always fits',
      `${stage}/targets/0`,
      { id: 'first', minutes: 5 },
      'sla.target.unreachable',
      `${stage}/targets/1`,
    ],
    ['a target of no time', `${stage}/targets/1/minutes`, 0, 'sla.target.wrong', `${stage}/targets/1/minutes`],
    ['a warning at the end', `${stage}/warnAt/0`, 100, 'sla.warning.wrong', `${stage}/warnAt/0`],
    ['a warning that does nothing', `${stage}/onWarn`, [], 'sla.warning.idle', `${stage}/onWarn`],
    ['an action there is not', `${stage}/onWarn/0/action`, 'shout', 'flow.action.unknown', `${stage}/onWarn/0/action`],
    ['a field that holds nobody', `${stage}/onBreach/0/input/to/field`, 'boss', 'app.field.unknown', `${stage}/onBreach/0/input/to/field`],
    [
      'an escalation twice',
      `${stage}/escalations`,
      [
        { id: 'boss', afterMinutes: 60, do: [] },
        { id: 'boss', afterMinutes: 90, do: [] },
      ],
      'sla.step.twice',
      `${stage}/escalations/1/id`,
    ],
  ])('are checked for %s', (_, path, value, code, at) => expect(codesWith(path, value as JsonValue)).toContainEqual([code, at]))

  it('are told of in the diff', () => {
    const lines = diffApps(sampleApp(), changed(`${stage}/targets/1/minutes`, 240)).map(({ text }) => text.en)
    expect(lines).toEqual(['Changes the stage “Resolution” of “Service”: targets'])
  })

  it('begin with the first one added, and go with what they count by', () => {
    const { calendars: _, slas: __, ...older } = sampleApp()
    const office = { id: 'office', label: { en: 'Office' }, zone: 'UTC', week: {}, holidays: [], workdays: [] }
    const added = applyCommand(older as AppDocument, { type: 'add', collection: '/calendars', item: office })
    expect(added.document.calendars).toEqual({ order: ['office'], items: { office } })
    expect(applyCommand(added.document, added.inverse).document).toEqual(older)
    const removed = applyCommand(sampleApp(), { type: 'remove', collection: '/calendars', id: 'office' }).document
    expect(removed.slas?.items.service).not.toHaveProperty('calendar')
    expect(applyCommand(sampleApp(), { type: 'remove', collection: '/entities', id: 'ticket' }).document.slas?.order).toEqual([])
  })
})
