import { act } from 'react'
import { expect, it } from 'vitest'
import { button, click, render, settle } from '../testing/render.tsx'
import NotificationArea from './notification-area.tsx'
import { notify } from './notify.tsx'

it('names the button that closes a notice in the language of the page', async () => {
  await render(<NotificationArea />, { locale: 'zh-CN' })
  await act(() => notify({ message: '交接了 1 项', kind: 'danger' }))
  await settle()
  expect(document.body.textContent).toContain('交接了 1 项')
  await click(button('关闭'))
})
