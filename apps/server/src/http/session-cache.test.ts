import type { Session } from '@tangram/storage'
import { describe, expect, it } from 'vitest'
import { createSessionCache } from './session-cache.ts'

const sessionOf = (person: string): Session =>
  ({ id: `s-${person}`, csrf: 'c', createdAt: '', principal: { kind: 'person', id: person } }) as unknown as Session

function counted() {
  const state = { lookups: 0, answer: sessionOf('lin') as Session | null }
  const sessions = {
    find: async () => {
      state.lookups++
      return state.answer
    },
  }
  return { state, sessions }
}

describe('the session cache', () => {
  it('asks storage once in its time to live', async () => {
    const { state, sessions } = counted()
    const cache = createSessionCache(sessions)
    await cache.find('t')
    await cache.find('t')
    expect(cache.peek('t')?.principal.id).toBe('lin')
    expect(state.lookups).toBe(1)
  })

  it('asks again after that', async () => {
    const { state, sessions } = counted()
    const cache = createSessionCache(sessions, 0)
    await cache.find('t')
    await cache.find('t')
    expect(state.lookups).toBe(2)
  })

  it('drops the sessions of a person whose rights changed, and keeps the others', async () => {
    const { state, sessions } = counted()
    const cache = createSessionCache(sessions)
    await cache.find('t')
    cache.forget(['somebody else'])
    expect(cache.peek('t')).toBeDefined()
    cache.forget(['lin'])
    expect(cache.peek('t')).toBeUndefined()
    state.answer = null
    expect(await cache.find('t')).toBeNull()
  })

  it('does not remember an answer that was under way when the session ended', async () => {
    const { sessions } = counted()
    const cache = createSessionCache(sessions)
    const underWay = cache.find('t')
    cache.forget(['lin'])
    await underWay
    expect(cache.peek('t')).toBeUndefined()
  })

  it('does not remember that nobody was found', async () => {
    const { state, sessions } = counted()
    const cache = createSessionCache(sessions)
    state.answer = null
    await cache.find('t')
    state.answer = sessionOf('lin')
    expect(await cache.find('t')).not.toBeNull()
  })
})
