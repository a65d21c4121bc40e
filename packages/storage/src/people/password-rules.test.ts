import type { JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { type PasswordPolicy, passwordRules, unmetRules } from './password-rules.ts'
import { defaultSecurity, securityBounds, securitySettingsOf } from './security-settings.ts'

const owner = { name: '林悦 Lin Yue', login: 'lin_yue', email: 'yue.lin@example.com' }
const common = await commonPasswords()
const unmet = (password: string, policy: Partial<PasswordPolicy> = {}) =>
  unmetRules(password, { ...defaultSecurity.password, ...policy }, owner, common).map(({ rule }) => rule)

describe('a password', () => {
  it('is told everything it lacks at once', () => {
    expect(unmet('123456', { classes: 3 })).toEqual(['length', 'classes', 'common'])
    expect(unmet('')).toEqual(['length', 'classes', 'common'])
  })

  it.each(['correct horse 42', '骑马过河 2026 真的', 'Lin owns 7 kettles', 'x'.repeat(5) + 'qzvw81!'])('may be %s', (password) => {
    expect(unmet(password, { minLength: 8 })).toEqual([])
  })

  it('counts characters as people do, and wide letters as the narrow ones they stand for', () => {
    expect(unmet('𠮷𠮷𠮷𠮷𠮷abc1', { minLength: 9 })).toEqual([])
    expect(unmet('ｐａｓｓｗｏｒｄ１２３')).toEqual(['common'])
  })

  it.each([
    ['capitals are a kind of their own', 'abcdefgh kettle', 'Abcdefgh kettle', 3],
    ['digits are', 'Abcdefgh kettle', 'Abcdefgh kettle 7', 4],
    ['letters without case are signs', 'kettlekettlex', 'kettlekettle壶', 2],
  ] as const)('%s', (_, few, enough, classes) => {
    expect([unmet(few, { classes }), unmet(enough, { classes })]).toEqual([['classes'], []])
  })

  it.each(['Password2026!', '!!!football1', 'QWERTYUIOP1', '1q2w3e4r5t', 'aaaaaaaaaaaa1', 'Iloveyou!!!!!'])(
    'that is common is refused: %s',
    (password) => {
      expect(unmet(password)).toContain('common')
      expect(unmet(password, { refuseCommon: false })).not.toContain('common')
    },
  )

  it.each(['lin_yue2026!', '林悦林悦20261122', 'Yue.Lin-1990-01', 'euy_nil 20261122', 'linyue LIN_YUE 1!'])(
    'made of own words is refused: %s',
    (password) => {
      expect(unmet(password)).toContain('own')
    },
  )
})

describe('settings', () => {
  it('that were never made, or are damaged, are those by default; numbers keep within their bounds', () => {
    const damaged: JsonValue[] = [null, [], 'x', 7, {}, { password: [], session: null, secondFactor: {} }, { password: { minLength: '4' } }]
    for (const stored of damaged) {
      expect(securitySettingsOf(stored)).toEqual(defaultSecurity)
    }
    const wild = securitySettingsOf({
      password: { minLength: 1, history: 9e9, classes: -1 },
      session: { idleMinutes: 0, absoluteHours: 1e12 },
    })
    expect(wild.password).toMatchObject({ minLength: securityBounds.minLength[0], history: securityBounds.history[1], classes: 1 })
    expect(wild.session).toEqual({ idleMinutes: securityBounds.idleMinutes[0], absoluteHours: securityBounds.absoluteHours[1] })
  })

  it('that ask for little say little', () => {
    const rules = passwordRules({ ...defaultSecurity.password, classes: 1, refuseCommon: false, history: 1 })
    expect(rules.map(({ rule }) => rule)).toEqual(['length', 'own', 'history'])
  })
})
