import { expect, it } from 'vitest'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'

it('says what is wrong with a draft, not that there is nothing to publish', async () => {
  const wrong = { code: 'x', path: '/forms', severity: 'error', message: { en: 'This formula names a field that is gone.' } }
  const shown = showDesigner(sampleApp(), 'data', { diagnostics: [wrong] })
  ;(await shown.button('Publish')).click()
  await shown.text(wrong.message.en)
  expect(document.body.textContent).not.toContain('Nothing to publish')
})
