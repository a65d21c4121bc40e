import type { EntityDocument } from '@tangram/data-model'
import { compileForm, fieldTypes } from '@tangram/form-engine'
import { expect, it } from 'vitest'
import { readCells } from './read-cells.ts'

const entity: EntityDocument = {
  id: 'line',
  label: { en: 'Line' },
  title: 'article',
  fields: {
    order: ['article'],
    items: { article: { id: 'article', type: 'relation', label: { en: 'Article' }, config: { entity: 'article' } } },
  },
}
const elements = { order: ['article'], items: { article: { id: 'article', kind: 'field' as const, field: 'article' } } }

it('keeps the name of a record that is not there, and shows it as it was written', async () => {
  const plan = compileForm({ id: 'line', label: { en: 'Line' }, entity: 'line', elements }, entity, fieldTypes)
  const column = plan.fields.article ?? expect.fail('the form has the field')
  const options = async () => [{ id: 'a1', label: 'Screw' }]
  const sources = { options, upload: () => Promise.reject(new Error('not here')), fileUrl: () => null }
  const read = await readCells([['Screw'], ['Scrw']], [column], { registry: fieldTypes, sources, field: 'items', zone: 'UTC' })
  expect(read).toEqual({ cells: [['a1'], ['Scrw']], labels: { 'article:a1': 'Screw', Scrw: 'Scrw' }, unread: 1 })
})
