import { describe, expect, it } from 'vitest'
import { render, settle } from '../testing/render.tsx'
import { QrCode } from './qr-code.tsx'

describe('a QR code', () => {
  it('is a picture that says where it leads, with a border of four modules', async () => {
    await render(<QrCode text="https://example.org/f/abc" title="Complaint form" />)
    for (let tries = 0; tries < 100 && !document.querySelector('svg path'); tries++) await settle()
    const picture = document.querySelector('svg[role="img"]')
    expect(picture?.getAttribute('aria-label')).toBe('Complaint form')
    expect(picture?.getAttribute('viewBox')).toBe('-4 -4 33 33')
    expect(picture?.querySelector('path')?.getAttribute('d')).toMatch(/^M0 0h1v1h-1z/)
  })
})
