import { applyCommand, checkApp } from '@tangram/app-model'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { emptyApp } from '../things/empty-app.ts'
import { startOf } from '../things/starters.ts'
import { reportTemplates, templateKey, templatesFor } from './report-templates.ts'

it.each(reportTemplates.map((template) => [template.id, template] as const))('“%s” is sound as it is', (_, template) => {
  const document = sampleApp('processes', 'slas')
  const label = { en: 'Ready' }
  const { id, command } = startOf('reports', { document, label, entity: templateKey(template, 'leave'), usedIds: {} })
  const made = applyCommand(document, command).document
  expect(made.reports.items[id]).toMatchObject({ label, from: 'report' in template ? template.report.from : 'leave' })
  expect(checkApp(made, platform).filter(({ path, severity }) => path.startsWith('/reports') && severity === 'error')).toEqual([])
})

it('offers only what the app can answer', () => {
  expect(templatesFor(emptyApp('app', { en: 'Empty' }))).toEqual([])
  expect(templatesFor(sampleApp()).map(({ id }) => id)).toEqual(['funnel', 'retention'])
  expect(templatesFor(sampleApp('slas')).map(({ id }) => id)).toEqual(['funnel', 'retention', 'sla'])
})
