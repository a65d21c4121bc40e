/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest'
import layoutEn from '../form/layout/messages/en.ts'
import layoutZh from '../form/layout/messages/zh-cn.ts'
import uiEn from './messages/en.ts'
import uiZh from './messages/zh-cn.ts'

const en: Record<string, string> = { ...uiEn, ...layoutEn }
const zh: Record<string, string> = { ...uiZh, ...layoutZh }
// Diagrams and explanations of rights have texts of their own, whose keys are a type.
const modules = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../**/messages/**', '!../flow/**', '!../rights/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const code = Object.values(modules).join('\n')
const placeholders = (text: string | undefined) => (text?.match(/\{\w+\}/g) ?? []).sort()
const isSaid = (texts: Record<string, string>, key: string) => key in texts || `${key}_other` in texts

describe('the texts of ui', () => {
  it('are there in both languages', () => {
    expect(Object.keys(layoutZh).sort()).toEqual(Object.keys(layoutEn).sort())
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  })

  it('are never empty and ask for the same values in both languages', () => {
    for (const key of Object.keys(en)) {
      expect(zh[key], key).not.toBe('')
      if (!key.endsWith('_one')) expect(placeholders(zh[key]), key).toEqual(placeholders(en[key]))
    }
  })

  it('exist for every key the components name', () => {
    const keys = [...code.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] as string)
    expect(keys.length).toBeGreaterThan(40)
    expect(keys.filter((key) => !isSaid(en, key))).toEqual([])
  })

  it('are all used', () => {
    const unused = Object.keys(en).filter((key) => {
      const name = key.replace(/_(one|other)$/, '')
      return !code.includes(`'${name}'`) && !name.startsWith('process.')
    })
    expect(unused).toEqual([])
  })
})
