import type { FieldDocument } from '@tangram/data-model'
import { entityScope, type Logic, parseFormula, printFormula } from '@tangram/expression'
import { describe, expect, it } from 'vitest'
import { checkApp } from './check-app.ts'
import { applyCommand } from './commands/apply-command.ts'
import type { AppDocument } from './document.ts'
import { defaultPlatform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { sampleApp } from './testing/sample-app.ts'

const number = (id: string, en: string, zh: string, computed?: Logic): FieldDocument => ({
  id,
  type: 'number',
  label: { en, 'zh-CN': zh },
  ...(computed === undefined ? {} : { computed }),
})
function withFields(...fields: FieldDocument[]): AppDocument {
  const commands = fields.map((field) => ({ type: 'add-field', entity: 'ticket', field }) as const)
  return applyCommand(sampleApp(), { type: 'batch', commands }).document
}
function scopeOf(app: AppDocument) {
  const resolved = resolveApp(app, defaultPlatform)
  const ticket = resolved.entity('ticket')
  if (!ticket) throw new Error('no ticket')
  return entityScope(ticket, resolved.entity)
}

describe('a formula in an app', () => {
  it('stays as it is when a field gets another label, and is shown with the new one', () => {
    const app = withFields(number('net', 'Net', '净额'), number('gross', 'Gross', '总额', { 'dec*': [{ var: 'net' }, 1.13] }))
    const renamed = applyCommand(app, {
      type: 'update-field',
      entity: 'ticket',
      field: 'net',
      change: { label: { en: 'Before tax', 'zh-CN': '税前 金额' } },
    }).document
    const formula = renamed.entities.items.ticket?.fields.items.gross?.computed ?? null
    expect(formula).toEqual({ 'dec*': [{ var: 'net' }, 1.13] })
    expect(printFormula(formula, scopeOf(app), 'zh-CN')).toBe('净额 * 1.13')
    expect(printFormula(formula, scopeOf(renamed), 'zh-CN')).toBe('{税前 金额} * 1.13')
    expect(parseFormula('{Before tax} * 1.13', scopeOf(renamed))).toEqual({ logic: formula })
    expect(checkApp(renamed, defaultPlatform)).toEqual([])
  })

  it('that waits for itself keeps the app from being published, and the way round is told by labels', () => {
    const app = withFields(
      number('net', 'Net', '净额', { 'dec/': [{ var: 'gross' }, 1.13] }),
      number('tax', 'Tax', '税额', { 'dec*': [{ var: 'net' }, 0.13] }),
      number('gross', 'Gross', '总额', { 'dec+': [{ var: 'net' }, { var: 'tax' }] }),
    )
    const diagnostics = checkApp(app, defaultPlatform)
    const cycles = diagnostics.filter(({ code }) => code === 'form.cycle')
    expect(cycles.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      expect.stringMatching(/^error \/entities\/items\/ticket\/fields\/items\/(net|tax|gross)\/computed$/),
    ])
    expect(cycles[0]?.message['zh-CN']).toMatch(/净额.*→.*净额|总额.*→.*总额|税额.*→.*税额/)
    expect(cycles[0]?.message.en).toMatch(/Net.*→.*Net|Gross.*→.*Gross|Tax.*→.*Tax/)
    expect(cycles[0]?.message.en).not.toMatch(/\b(net|gross|tax)\b/)
  })
})
