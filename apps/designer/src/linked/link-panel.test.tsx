import { expect, it } from 'vitest'
import { linkable, linkedAnswers } from '../testing/linkable.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { showDesigner } from '../testing/show-designer.tsx'
import { typeInto } from '../testing/type-into.ts'

const input = (label: string) => `[role="dialog"] input[aria-label="${label}"]`

it('finds a table of the database, shows what is in it, and links the columns chosen', async () => {
  const { find, button, confirm, saved, untilSaved, text } = showDesigner(sampleApp(), 'data', { more: linkedAnswers })
  ;(await button('Link an existing table')).click()
  await text('erp.sales_by_region')
  await text('Table · 3 columns · about 12,000 rows')
  typeInto((await find('[role="dialog"] input[type="search"]')) as HTMLInputElement, 'erp custom')
  expect(window.document.body.textContent).not.toContain('erp.orders')
  ;(await find('[role="dialog"] ul button')).click()
  await text('Columns to use (3 of 3)')
  await text('Key: code')
  await text('Columns that cannot be used (1)')
  await text('No field holds this type.')
  await text('Harbour Foods')
  ;((await find(input('Use column “region”'))) as HTMLInputElement).click()
  await text('Columns to use (2 of 3)')
  typeInto((await find(input('Name of “name”'))) as HTMLInputElement, 'Customer')
  await confirm('Link this table')
  await text('Linked, read-only')
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.entities.items.customers).toMatchObject({
    linked: { schema: 'erp', table: 'customers', key: ['code'] },
    fields: { order: ['code', 'name'], items: { name: { label: { en: 'Customer' }, column: 'name' } } },
  })
})

it('offers only what a linked table allows: seeing and taking along, no writing', async () => {
  const { button, confirm, find, text } = showDesigner(sampleApp(), 'data', { more: linkedAnswers })
  ;(await button('Link an existing table')).click()
  ;(await find('[role="dialog"] ul button')).click()
  await confirm('Link this table')
  await text('Linked, read-only')
  const card = await find('#table-customers')
  const rights = [...card.querySelectorAll('[role="group"][aria-label="Member"] label')].map(({ textContent }) => textContent)
  expect(rights).toEqual(['See', 'Export'])
})

it('asks for the key where the database declares none, and says why', async () => {
  const { button, find, text } = showDesigner(sampleApp(), 'data', { more: linkedAnswers })
  ;(await button('Link an existing table')).click()
  await text('erp.sales_by_region')
  ;[...window.document.querySelectorAll<HTMLElement>('[role="dialog"] ul button')].at(-1)?.click()
  await text('The database declares no key for it.')
  expect((await find('[role="dialog"] button[disabled]')).textContent).toBe('Link this table')
})

it('says what the operator has to do where nothing may be linked', async () => {
  const { button, text } = showDesigner(sampleApp(), 'data', { more: { '/apps/app/linked-tables': { schemas: [], tables: [] } } })
  ;(await button('Link an existing table')).click()
  await text('TANGRAM_LINKED_SCHEMAS')
})

it('compares with the database, mends what differs, and adds a column that is new', async () => {
  const more = { ...linkedAnswers }
  const { button, confirm, find, saved, untilSaved, text } = showDesigner(sampleApp(), 'data', { more })
  ;(await button('Link an existing table')).click()
  ;(await find('[role="dialog"] ul button')).click()
  await confirm('Link this table')
  more['/apps/app/linked-tables/erp/customers'] = linkable(
    'erp',
    'customers',
    [
      { column: 'code', fieldType: 'text', type: 'character varying(20)' },
      { column: 'name', fieldType: 'text' },
      { column: 'since', fieldType: 'date' },
    ],
    ['code'],
  )
  ;(await button('Fields and relations')).click()
  await confirm('Compare with the database')
  await text('The column “region” is gone')
  await confirm('Remove the field')
  await text('It is as the database has it.')
  await confirm('Add “since”')
  ;(await button('Save')).click()
  await untilSaved()
  expect(saved()?.entities.items.customers?.fields.order).toEqual(['code', 'name', 'since'])
})
