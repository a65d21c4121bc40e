import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { textIn } from '@tangram/data-model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { openEmbed } from '../embeds/open-embed.ts'
import { localeFor } from '../http/guard.ts'
import { frameHeaders, pageHeaders } from '../http/security-headers.ts'
import { formOfLink } from '../public/public-form.ts'
import type { Services } from '../services.ts'
import { firstHtml, pageWith } from './first-html.ts'
import { createScriptsOfForm } from './scripts-of-form.ts'
import { type WebFile, webFilesIn } from './web-files.ts'

export const portalPages = [
  '/',
  '/login',
  '/sign-in/:provider',
  '/sign-in-services',
  '/linked-accounts',
  '/tasks',
  '/tasks/:id',
  '/initiated',
  '/copies',
  '/instances',
  '/instances/:id',
  '/stand-ins',
  '/deliveries',
  '/security',
  '/security-settings',
  '/cockpit/:app/:dashboard',
  '/a/:app',
  '/a/:app/*',
  '/progress',
  '/l/:token',
  '/messages',
  '/jobs',
  '/people',
  '/audit',
  '/personal-data',
  '/backups',
  '/setup',
  '/set-password',
  '/forgot-password',
]
const designerPages = ['/designer', '/designer/', '/designer/:app', '/designer/:app/*']
const config = { policy: 'public' } as const

/**
 * Pages and files of the two web apps. Files with a hash in their name are kept by browsers for ever, pages are asked for each time.
 *
 * @returns answers a page that does not exist: the portal says so in its own words
 */
export function registerWebRoutes(app: FastifyInstance, services: Services): (reply: FastifyReply) => FastifyReply {
  const { portal, designer } = services.config.webRoots
  registerApp(app, services, { root: portal, prefix: '', pages: portalPages })
  registerApp(app, services, { root: designer, prefix: '/designer', pages: designerPages })
  const { plugInScript } = services
  if (plugInScript) {
    const content = Buffer.from(plugInScript.code)
    const file: WebFile = { type: 'text/javascript; charset=utf-8', content, zipped: gzipSync(content), isHashed: true }
    app.get(plugInAddress(plugInScript.name), { config }, (request, reply) => sendFile(services, request, reply, file))
  }
  const page = pageOf(portal, services)
  const scriptsOf = createScriptsOfForm(portal)
  app.get('/f/:token', { config }, (request, reply) => sendForm(services, { template: page, scriptsOf }, request, reply))
  app.get('/embed/:token', { config }, (request, reply) => sendEmbed(services, page, request, reply))
  return (reply) => sendPage(services, reply.code(404), page)
}

function registerApp(app: FastifyInstance, services: Services, web: { root: string; prefix: string; pages: readonly string[] }): void {
  const page = pageOf(web.root, services)
  for (const url of web.pages) app.get(url, { config }, (_request, reply) => sendPage(services, reply, page))
  // A page open since before an upgrade asks for files that are gone: a start page in their place would be a script that is none.
  app.get(`${web.prefix}/assets/*`, { config }, (_request, reply) => reply.callNotFound())
  for (const [name, file] of webFilesIn(web.root)) {
    app.get(`${web.prefix}/${name}`, { config }, async (request, reply) => sendFile(services, request, reply, await file()))
  }
}

function sendFile(services: Services, request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  const takesZipped = file.zipped !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  pageHeaders(reply, services.config.secureCookies).headers({
    'content-type': file.type,
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    ...(file.zipped ? { vary: 'accept-encoding' } : {}),
    ...(takesZipped ? { 'content-encoding': 'gzip' } : {}),
  })
  return reply.send(takesZipped ? file.zipped : file.content)
}

/**
 * The start page of a web app, read when its files are listed: one of a later build would ask for files that this server does not know.
 * A hint when it has not been built.
 */
function pageOf(root: string, { plugInScript }: Services): string {
  const file = join(root, 'index.html')
  if (existsSync(file)) return withPlugIns(readFileSync(file, 'utf8'), plugInScript)
  return '<!doctype html><html lang="en"><title>Tangram</title><div id="root"></div><p>The web apps are not built yet: <code>pnpm build</code></p></html>'
}

const plugInAddress = (name: string): string => `/plug-ins/${name}`

/** Tells the web apps where the plug-ins are, which they load before they draw anything made of them. */
function withPlugIns(page: string, script: Services['plugInScript']): string {
  if (!script) return page
  return page.replace('</head>', () => `<meta name="tangram-plug-ins" content="${plugInAddress(script.name)}" /></head>`)
}

function sendPage(services: Services, reply: FastifyReply, page: string): FastifyReply {
  return pageHeaders(reply, services.config.secureCookies).type('text/html; charset=utf-8').send(page)
}

/** A dashboard for other sites: the page says who may frame it, and tells nobody its address. */
async function sendEmbed(services: Services, page: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await openEmbed(services, (request.params as { token: string }).token, localeFor(request, null))
  pageHeaders(reply, services.config.secureCookies)
  frameHeaders(reply, found?.embed.sites ?? [])
  return reply
    .code(found ? 200 : 404)
    .type('text/html; charset=utf-8')
    .send(page)
}

/** The public form with its questions already in the page. An unknown link gets the empty page: the script says what is wrong. */
async function sendForm(
  services: Services,
  { template, scriptsOf }: { template: string; scriptsOf: ReturnType<typeof createScriptsOfForm> },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params as { token: string }
  const locale = localeFor(request, null)
  try {
    const found = token.length <= 100 ? await services.storage.links.find(token) : null
    if (found?.principal.purpose !== 'form') return sendPage(services, reply.code(404), template)
    const { app, form, entity } = await formOfLink(services.storage, found)
    const title = textIn(form.label, locale)
    const html = firstHtml({ app: app.label, form, entity, registry: services.platform.fields, locale })
    return sendPage(services, reply, pageWith(template, { title, html, locale, scripts: scriptsOf(entity, locale) }))
  } catch (error) {
    request.log.warn({ err: error }, 'public form page without its questions')
    return sendPage(services, reply, template)
  }
}
