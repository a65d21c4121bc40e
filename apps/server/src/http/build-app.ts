import { performance } from 'node:perf_hooks'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { isLoopback, type ServerConfig } from '../config.ts'
import { fail } from '../errors.ts'
import { routes } from '../routes/index.ts'
import { shownAsAnother } from '../routes/shown-as-another.ts'
import type { Services } from '../services.ts'
import { registerWebRoutes } from '../web/web-routes.ts'
import { localeFor } from './guard.ts'
import { placesAtOnce } from './places-at-once.ts'
import { type Problem, problemFrom } from './problem.ts'
import { refuseRoutesWithoutPolicy, registerRoutes } from './register-routes.ts'
import { answerHeaders } from './security-headers.ts'
import { createShedding } from './shed.ts'
import { compileValidator } from './validation.ts'

/** Uploads are read while they are worked on and may take minutes; they fill places of their own. */
const mostUploadsAtOnce = 100
/** Health checks are answered however much there is to do, or a busy process would be restarted; live updates stay open and have a limit of their own. */
const withoutPlace: ReadonlySet<string | undefined> = new Set(['/health', '/ready', '/api/v1/live'])
/** A picture over a slow phone line takes its time. */
const requestTimeoutMs = 300_000
/** Whoever sends a header drop by drop holds a connection. */
const headersTimeoutMs = 20_000

/** The server without an address: every route, guard, header and error answer. */
export async function buildApp(
  config: ServerConfig,
  servicesFor: (log: FastifyBaseLogger) => Services,
): Promise<{ app: FastifyInstance; services: Services }> {
  const app = Fastify({
    logger: {
      level: config.logLevel,
      redact: ['req.headers.cookie', 'req.headers.authorization', 'req.headers["x-csrf-token"]'],
      serializers: {
        // Tokens of links stand in addresses.
        req: (request: FastifyRequest) => ({ method: request.method, url: withoutTokens(request.url), ip: request.ip }),
      },
    },
    logController: new LogController({ disableRequestLogging: config.logLevel !== 'debug' }),
    // One hop: the address our own proxy saw, not what a caller wrote into the header before it.
    trustProxy: config.trustProxy && ((_address, hop) => hop === 0),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 200 },
    exposeHeadRoutes: false,
    requestTimeout: requestTimeoutMs,
    http: { headersTimeout: headersTimeoutMs },
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    bodyLimit: 1024 * 1024,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: (error, request, reply) => sendProblem(error, request as FastifyRequest, reply as FastifyReply),
  })
  const services = servicesFor(app.log)
  refuseRoutesWithoutPolicy(app)
  app.setValidatorCompiler(({ schema, httpPart }) => compileValidator(schema as never, httpPart))
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  addLimits(app, config)
  await app.register(cookie)
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tangram', version: '1', description: 'Errors are problem details (RFC 9457).' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tangram' } } },
    },
  })
  await registerRoutes(app, services, routes, shownAsAnother)
  const sendUnknownPage = registerWebRoutes(app, services)
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html')
    return isPage ? sendUnknownPage(reply) : sendProblem(fail('server.not-found'), request, reply)
  })
  await app.ready()
  return { app, services }
}

function addLimits(app: FastifyInstance, config: ServerConfig): void {
  const mostAtOnce = placesAtOnce(
    config.places,
    () => performance.eventLoopUtilization(),
    () => performance.now(),
  )
  const working = { atOnce: 0, most: mostAtOnce }
  const uploading = { atOnce: 0, most: () => mostUploadsAtOnce }
  const shed = createShedding(app.log, () => performance.now())
  /** False: there was no place, and it has been told so. */
  const admit = (request: FastifyRequest, reply: FastifyReply): boolean => {
    if (withoutPlace.has(request.routeOptions.url)) return true
    const place = isUpload(request) ? uploading : working
    if (place.atOnce >= place.most()) {
      shed(request, reply)
      return false
    }
    place.atOnce++
    // Not `onResponse`: that stays away when the other side hangs up.
    reply.raw.once('close', () => place.atOnce--)
    return true
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(answerHeaders)
    // A page of the internet that points its name at this machine must not get in (DNS rebinding).
    if (config.mode === 'trial' && !isLoopback(request.hostname)) return done(fail('server.not-found'))
    if (hasBody(request) || admit(request, reply)) done()
  })
  // A body has arrived by now: whoever sends theirs drop by drop keeps nobody else waiting.
  app.addHook('preValidation', (request, reply, done) => {
    if (!hasBody(request) || admit(request, reply)) done()
  })
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const isUpload = ({ headers }: FastifyRequest): boolean => headers['content-type']?.startsWith('multipart/') === true

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem: Problem = problemFrom(error, localeFor(request, request.who), {
    id: request.id,
    type: request.headers['content-type'],
    bodyLimit: request.routeOptions?.bodyLimit,
  })
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, problem.code)
  const retryAfter = (problem.details as { retryAfter?: number } | undefined)?.retryAfter ?? (problem.status === 503 ? 1 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem)
}

function withoutTokens(url: string): string {
  return url
    .replace(/(\/(?:forms|links|hooks|embeds|embed|f|l)\/)[^/?]+/g, '$1…')
    .replace(/([?&](?:token|code|state|id_token)=)[^&]+/g, '$1…')
}
