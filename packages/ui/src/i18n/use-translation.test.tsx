import { Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { PageProvider } from '../page-provider.tsx'
import { registerMessages } from './i18n.ts'
import { useLocale } from './locale.ts'
import { useTranslation } from './use-translation.ts'

registerMessages('greeting', {
  en: async () => ({ default: { hello: 'Hello' } }),
  'zh-CN': async () => ({ default: { hello: '你好' } }),
})

function Greeting() {
  const { t } = useTranslation('greeting')
  const { setLocale } = useLocale()
  return (
    <button type="button" onClick={() => setLocale('zh-CN')}>
      {t('hello')}
    </button>
  )
}

afterEach(() => {
  window.localStorage.clear()
  window.history.replaceState(null, '', '/')
})

it('waits for the first language, and changes over to another without showing that it waits', async () => {
  window.history.replaceState(null, '', '/?lang=en')
  const waiting = vi.fn(() => null)
  const Waiting = () => waiting()
  const box = document.body.appendChild(document.createElement('div'))
  const root = createRoot(box)
  root.render(
    <PageProvider>
      <Suspense fallback={<Waiting />}>
        <Greeting />
      </Suspense>
    </PageProvider>,
  )
  await vi.waitFor(() => expect(box.querySelector('button')?.textContent).toBe('Hello'))
  expect(waiting).toHaveBeenCalled()
  waiting.mockClear()
  box.querySelector('button')?.click()
  await vi.waitFor(() => expect(box.querySelector('button')?.textContent).toBe('你好'))
  expect(waiting).not.toHaveBeenCalled()
  root.unmount()
  box.remove()
})
