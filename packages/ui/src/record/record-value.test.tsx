import type { JsonValue } from '@tangram/data-model'
import { type FieldType, fieldTypes } from '@tangram/form-engine'
import { describe, expect, it } from 'vitest'
import { render, settle } from '../testing/render.tsx'
import { fieldViewOf } from './field-view.ts'
import { RecordValue } from './record-value.tsx'

const viewOf = ({ type, examples }: FieldType) =>
  fieldViewOf({ id: 'it', type, label: { en: 'It' }, ...(examples.config ? { config: examples.config } : {}) }, fieldTypes)

async function shown(type: FieldType | undefined, value: JsonValue, compact = false): Promise<HTMLElement> {
  if (!type) throw new Error('there is no such type')
  const { box } = await render(
    <div data-shown>
      <RecordValue field={viewOf(type)} value={value} compact={compact} />
    </div>,
  )
  await settle()
  return box.querySelector('[data-shown]') as HTMLElement
}

const typed = (name: string) => fieldTypes.find(({ type }) => type === name)

describe('a value as people read it', () => {
  it.each(fieldTypes.filter(({ widget }) => widget !== 'rows').map((type) => [type.type, type] as const))(
    '%s: is neither JSON nor an object, in a list and on its own',
    async (_, type) => {
      for (const compact of [true, false]) {
        const { textContent } = await shown(type, type.examples.valid[0] ?? null, compact)
        expect(textContent).not.toMatch(/[{}]|\[object/)
      }
    },
  )

  it('shows formatted text as elements, in one line of a list as plain text', async () => {
    const text = '<h2>Plan</h2><ul><li>One <strong>two</strong></li></ul><p><a href="https://example.com">three</a></p>'
    expect((await shown(typed('richText'), text)).querySelector('li strong')?.textContent).toBe('two')
    expect((await shown(typed('richText'), text)).querySelector('a')?.rel).toContain('noopener')
    expect((await shown(typed('richText'), text, true)).textContent).toBe('Plan\n• One two\nthree')
  })

  it('lets nothing of a formatted text run, should it have been stored uncleaned', async () => {
    const box = await shown(
      typed('richText'),
      '<p onclick="x()">a<img src=x onerror=x()><script>x()</script></p><a href="javascript:x()">b</a>',
    )
    expect(box.querySelector('img, script, [onclick], a')).toBeNull()
    expect(box.textContent).toBe('ab')
  })

  it('shows a path of options from its root', async () => {
    expect((await shown(typed('cascader'), ['east', 'shanghai'])).textContent).toBe('East / Shanghai')
  })
})
