import type { JsonValue } from '@tangram/data-model'

export type FactorRequirement = 'nobody' | 'administrators' | 'everybody'

/** How people of this installation sign in. Bounds of each number stand in `securityBounds`. */
export type SecuritySettings = {
  password: {
    minLength: number
    /** How many of small letters, capitals, digits and other characters must occur. */
    classes: number
    refuseCommon: boolean
    /** How many earlier passwords, the present one included, may not come again. */
    history: number
    /** 0: for ever. */
    maxAgeDays: number
    /** Whoever was given a password by an administrator chooses one of their own first. */
    changeWhenGiven: boolean
  }
  session: { idleMinutes: number; absoluteHours: number }
  secondFactor: FactorRequirement
}

export const factorRequirements: readonly FactorRequirement[] = ['nobody', 'administrators', 'everybody']

/** Lowest and highest value of each number, for routes and pages alike. */
export const securityBounds = {
  minLength: [8, 64],
  classes: [1, 4],
  history: [1, 24],
  maxAgeDays: [0, 730],
  idleMinutes: [5, 10_080],
  absoluteHours: [1, 2_160],
} as const satisfies { [name: string]: readonly [number, number] }

export const defaultSecurity: SecuritySettings = {
  password: { minLength: 10, classes: 2, refuseCommon: true, history: 5, maxAgeDays: 0, changeWhenGiven: true },
  session: { idleMinutes: 1_440, absoluteHours: 336 },
  secondFactor: 'nobody',
}

/** What is stored, made whole: absent or impossible parts are as by default, numbers lie within their bounds. */
export function securitySettingsOf(stored: JsonValue | null): SecuritySettings {
  const { password, session, secondFactor } = partOf(stored)
  const [p, s] = [partOf(password), partOf(session)]
  const number = (name: keyof typeof securityBounds, value: unknown, fallback: number): number => {
    const [lowest, highest] = securityBounds[name]
    return Number.isInteger(value) ? Math.min(Math.max(value as number, lowest), highest) : fallback
  }
  const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback)
  const byDefault = defaultSecurity
  return {
    password: {
      minLength: number('minLength', p.minLength, byDefault.password.minLength),
      classes: number('classes', p.classes, byDefault.password.classes),
      refuseCommon: flag(p.refuseCommon, byDefault.password.refuseCommon),
      history: number('history', p.history, byDefault.password.history),
      maxAgeDays: number('maxAgeDays', p.maxAgeDays, byDefault.password.maxAgeDays),
      changeWhenGiven: flag(p.changeWhenGiven, byDefault.password.changeWhenGiven),
    },
    session: {
      idleMinutes: number('idleMinutes', s.idleMinutes, byDefault.session.idleMinutes),
      absoluteHours: number('absoluteHours', s.absoluteHours, byDefault.session.absoluteHours),
    },
    secondFactor: factorRequirements.find((each) => each === secondFactor) ?? byDefault.secondFactor,
  }
}

function partOf(value: unknown): { [name: string]: JsonValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as { [name: string]: JsonValue }) : {}
}
