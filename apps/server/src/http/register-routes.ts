import multipart from '@fastify/multipart'
import { invariant, isDeeperThan, type JsonObject } from '@tangram/data-model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../errors.ts'
import type { Services } from '../services.ts'
import { guardOf, localeFor } from './guard.ts'
import { invalid } from './invalid.ts'
import { leaving } from './leaving.ts'
import { type Call, type Policy, policies, type Route } from './route.ts'
import { object } from './schema.ts'
import { problemSchema } from './shapes.ts'

/** Makes every route answer; to whoever sees as somebody else, only those of `shownAsAnother`. Whatever is registered without a policy, by whatever way, stops the start. */
export async function registerRoutes(
  app: FastifyInstance,
  services: Services,
  routes: readonly Route[],
  shownAsAnother: ReadonlySet<Route>,
): Promise<void> {
  app.decorateRequest('who', null)
  const offered = routes.filter((route) => route.policy !== 'trial' || services.config.mode === 'trial')
  for (const route of offered) if (!route.upload) register(app, services, route, shownAsAnother.has(route))
  // In a scope of its own, so that no other route understands multipart bodies.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false })
    for (const route of offered) if (route.upload) register(scope, services, route, shownAsAnother.has(route))
  })
}

/** Call before anything is registered. */
export function refuseRoutesWithoutPolicy(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const policy = route.config?.policy
    invariant(policy !== undefined && policies.includes(policy), `${String(route.method)} ${route.url} does not say who may call it`)
  })
}

const nothing = object({})

function register(app: FastifyInstance, services: Services, route: Route, isShownAsAnother: boolean): void {
  const takesBody = route.body !== undefined || route.upload === true
  app.route({
    method: route.method,
    url: route.url,
    config: { policy: route.policy },
    bodyLimit: route.bodyLimit ?? 1024 * 1024,
    schema: {
      summary: route.summary,
      tags: [route.tag],
      security: securityOf(route.policy),
      params: route.params ?? nothing,
      querystring: route.query ?? nothing,
      ...(route.body ? { body: route.body } : {}),
      ...(route.upload ? { consumes: ['multipart/form-data'] } : {}),
      response: { ...route.response, default: problemSchema },
    } as JsonObject,
    onRequest: guardOf(route, services, isShownAsAnother),
    ...(route.body ? { preValidation: refuseDeepBody } : {}),
    ...(takesBody || route.method === 'GET' ? {} : { preHandler: refuseBody }),
    handler: (request, reply) => route.handle(new RouteCall(request, reply, services)),
  })
}

/** More than any document nests; what is deeper overflows the stack of whoever walks or writes it. */
const deepest = 200

function refuseDeepBody({ body }: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const problem = { en: `nested more than ${deepest} levels deep`, 'zh-CN': `嵌套超过 ${deepest} 层` }
  done(isDeeperThan(body, deepest) ? invalid('/', problem) : undefined)
}

function refuseBody(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const { body } = request
  const isEmpty = body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
  done(isEmpty ? undefined : fail('server.request.unexpected-body'))
}

/** A class, because one is made for every request: an accessor in an object literal is slow to make. */
class RouteCall implements Call<Policy, unknown, unknown, unknown> {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly services: Services

  constructor(request: FastifyRequest, reply: FastifyReply, services: Services) {
    this.request = request
    this.reply = reply
    this.services = services
  }
  get who() {
    return this.request.who as never
  }
  get params() {
    return this.request.params
  }
  get query() {
    return this.request.query
  }
  get body() {
    return this.request.body
  }
  get locale() {
    return localeFor(this.request, this.request.who)
  }
  get signal() {
    return leaving(this.reply)
  }
}

function securityOf(policy: Policy): JsonObject[] {
  return policy === 'public' || policy === 'trial' || policy === 'link' || policy === 'embed' || policy === 'hook' ? [] : [{ session: [] }]
}
