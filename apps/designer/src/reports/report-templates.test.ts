import { applyCommand, checkApp } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { startOf } from '../things/starters.ts'
import { reportTemplates, templateKey, templatesFor } from './report-templates.ts'

it.each(reportTemplates.map((template) => [template.id, template] as const))('“%s” is sound as it is', (_, template) => {
  const document = sampleApp('processes', 'slas')
  const label = { en: 'Ready' }
  const { id, command } = startOf('reports', { document, label, entity: templateKey(template), usedIds: {} })
  const made = applyCommand(document, command).document
  expect(made.reports.items[id]).toMatchObject({ label, from: template.report.from })
  expect(checkApp(made, platform).filter(({ path, severity }) => path.startsWith('/reports') && severity === 'error')).toEqual([])
})

it('offers only what the app can answer', () => {
  expect(templatesFor(sampleApp())).toEqual([])
  expect(templatesFor(sampleApp('slas')).map(({ id }) => id)).toEqual(['sla'])
})
