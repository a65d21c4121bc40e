import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { refuseRoutesWithoutPolicy } from '../http/register-routes.ts'
import { defineRoute, policies } from '../http/route.ts'
import { routes } from './index.ts'

const named = routes.map((route) => ({ name: `${route.method} ${route.url}`, route }))

describe('the route table', () => {
  it.each(named)('$name says who may call it', ({ route }) => {
    expect(policies).toContain(route.policy)
  })

  it.each(named)('$name answers with a schema', ({ route }) => {
    expect(Object.keys(route.response).length).toBeGreaterThan(0)
  })

  it.each(named)('$name takes only what its schemas name', ({ route }) => {
    // A webhook takes what another system sends: its keys are not ours to name.
    const body = route.policy === 'hook' ? undefined : route.body
    for (const schema of [route.params, route.query, body]) {
      if (schema) expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
    }
    const inAddress = [...route.url.matchAll(/:(\w+)/g)].map(([, name]) => name)
    expect(Object.keys((route.params?.properties as object | undefined) ?? {}).sort()).toEqual(inAddress.sort())
  })

  it('has each address once', () => {
    const names = named.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('lets nobody in without an account, but for these', () => {
    const open = routes
      .filter(({ policy }) => ['public', 'link', 'hook', 'trial'].includes(policy))
      .map(({ method, url }) => `${method} ${url}`)
    expect(open).toEqual([
      'GET /health',
      'GET /ready',
      'GET /api/v1/openapi.json',
      'GET /api/v1/session',
      'POST /api/v1/session',
      'POST /api/v1/session/code',
      'GET /api/v1/trial/people',
      'POST /api/v1/trial/session',
      'POST /api/v1/setup',
      'POST /api/v1/invitations/look',
      'POST /api/v1/invitations/accept',
      'POST /api/v1/forgotten-password',
      'GET /api/v1/password-rules',
      'GET /api/v1/session/providers',
      'POST /api/v1/session/providers/:provider',
      'POST /api/v1/session/providers/:provider/return',
      'POST /api/v1/public/hooks/:token',
      'GET /api/v1/public/forms/:token',
      'GET /api/v1/public/forms/:token/options/:field',
      'POST /api/v1/public/forms/:token/files',
      'POST /api/v1/public/forms/:token/submissions',
      'POST /api/v1/public/progress',
      'GET /api/v1/public/links/:token',
      'POST /api/v1/public/links/:token',
    ])
  })

  it('lets only links and webhooks in where the address holds a token', () => {
    for (const { url, policy } of routes) expect(['link', 'embed', 'hook'].includes(policy)).toBe(url.includes(':token'))
  })

  it('lets only designers at the draft of an app and its versions', () => {
    for (const { url, policy } of routes) {
      if (/\/(draft|publish|versions|hook|instances|migration|messages)(\/|$)/.test(url) && url.startsWith('/api/v1/apps/'))
        expect(policy).toBe('designer')
    }
  })
})

describe('a route without a policy', () => {
  it('cannot be defined', () => {
    const route = { method: 'GET', url: '/x', summary: '', tag: '', response: {}, handle: () => null }
    expect(() => defineRoute(route as never)).toThrow('GET /x does not say who may call it')
  })

  it('stops the start, however it was registered', () => {
    const app = Fastify()
    refuseRoutesWithoutPolicy(app)
    expect(() => app.get('/forgotten', () => null)).toThrow('GET /forgotten does not say who may call it')
  })
})
