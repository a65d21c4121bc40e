import { describe, expect, it } from 'vitest'
import { channels, contrast } from './theme/color.ts'
import { chartPalette, type SemanticColors, semantic } from './tokens.ts'

const texts = ['text', 'textQuiet', 'brandText', 'info', 'success', 'warning', 'danger'] as const satisfies (keyof SemanticColors)[]

for (const scheme of ['light', 'dark'] as const) {
  describe(`the ${scheme} theme`, () => {
    const colors = semantic[scheme]
    for (const text of texts) {
      for (const ground of ['ground', 'surface', 'hover'] as const) {
        it(`shows ${text} on ${ground} with at least 4.5:1`, () => {
          expect(contrast(colors[text], colors[ground])).toBeGreaterThanOrEqual(4.5)
        })
      }
    }

    it('shows white words on the brand colour with at least 4.5:1', () => {
      expect(contrast('#ffffff', colors.brand)).toBeGreaterThanOrEqual(4.5)
    })

    it('shows every colour of the chart palette on ground and surface with at least 3:1', () => {
      for (const color of chartPalette[scheme]) {
        for (const ground of ['ground', 'surface'] as const) expect(contrast(color, colors[ground]), color).toBeGreaterThanOrEqual(3)
      }
    })

    it('keeps neighbours in the chart palette apart for every kind of colour vision, the last and the first too', () => {
      const palette = chartPalette[scheme]
      for (const vision of Object.keys(visions) as Vision[]) {
        for (let at = 0; at < palette.length; at++) {
          const [one, next] = [palette[at] as string, palette[(at + 1) % palette.length] as string]
          expect(distance(one, next, vision), `${one} ${next} ${vision}`).toBeGreaterThan(18)
        }
      }
    })

    it('keeps any two colours of the chart palette apart without red or green vision', () => {
      const palette = chartPalette[scheme]
      for (const vision of ['full', 'protanopia', 'deuteranopia'] as const) {
        for (const [at, one] of palette.entries()) {
          for (const other of palette.slice(at + 1)) expect(distance(one, other, vision), `${one} ${other} ${vision}`).toBeGreaterThan(8)
        }
      }
    })
  })
}

describe('contrast', () => {
  it('is 21 between black and white and 1 between a colour and itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#2f5fd0', '#2f5fd0')).toBe(1)
  })
})

type Vision = keyof typeof visions

/** Severe colour-vision deficiency on linear RGB. @see Machado, Oliveira, Fernandes 2009 */
const visions = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const

/** How different two colours look (CIE76 in Lab). */
function distance(a: string, b: string, vision: Vision): number {
  const [x, y] = [lab(a, vision), lab(b, vision)]
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2])
}

function lab(hex: string, vision: Vision): [number, number, number] {
  const linear = channels(hex).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const m = visions[vision]
  const seen = [0, 3, 6].map((row) =>
    Math.min(1, Math.max(0, (m[row] as number) * linear[0] + (m[row + 1] as number) * linear[1] + (m[row + 2] as number) * linear[2])),
  ) as [number, number, number]
  const [r, g, blue] = seen
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * blue) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * blue)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * blue) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
