import type { LinkPrincipal, SystemPrincipal } from '@tangram/access'
import { invariant, type JsonObject, type Locale } from '@tangram/data-model'
import type { Hook, Link } from '@tangram/storage'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenEmbed } from '../embeds/open-embed.ts'
import type { Services } from '../services.ts'
import type { Schema } from './schema.ts'
import type { SignedIn } from './session-at.ts'

/**
 * Who may call a route. There is no default: a route without a policy does not start.
 *
 * `public` anybody · `link`, `hook` whoever holds the token in the address (of a form or question; of a start by webhook) · `session` a signed-in person · `designer` a person who may
 * design the app in the address · `embed` whoever holds the token of a dashboard's embed link · `admin:…` an administrator with that duty · `trial` anybody, in a trial only
 */
export const policies = [
  'public',
  'link',
  'embed',
  'hook',
  'session',
  'designer',
  'admin:system',
  'admin:security',
  'admin:audit',
  'trial',
] as const
export type Policy = (typeof policies)[number]

/** Who is asking, by policy. */
export type Caller<P extends Policy> = P extends 'link'
  ? { link: Link; principal: LinkPrincipal }
  : P extends 'hook'
    ? { hook: Hook; principal: SystemPrincipal }
    : P extends 'embed'
      ? OpenEmbed
      : P extends 'public' | 'trial'
        ? null
        : SignedIn

export type Call<P extends Policy, Params, Query, Body> = {
  who: Caller<P>
  params: Params
  query: Query
  body: Body
  locale: Locale
  request: FastifyRequest
  reply: FastifyReply
  services: Services
  /** Comes when the caller leaves before the answer is complete: whatever is done only for it can stop. */
  readonly signal: AbortSignal
}

export type Route<P extends Policy = Policy, Params = unknown, Query = unknown, Body = unknown> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  policy: P
  /** True: also for somebody who has to choose a new password or set up a second factor before anything else. */
  duringDuty?: boolean
  /** One line for the API reference. */
  summary: string
  tag: string
  params?: Schema<Params>
  query?: Schema<Query>
  /** The one schema of the body; absent: the route takes none. */
  body?: Schema<Body>
  /** Schemas by status code. */
  response: { [status: number]: JsonObject }
  /** True: takes multipart/form-data with one file, and no JSON. */
  upload?: boolean
  /** Largest body in bytes; 1 MB when absent. */
  bodyLimit?: number
  handle(call: Call<P, Params, Query, Body>): unknown
}

/** Types a route from its schemas. Listing it in `routes/index.ts` is what makes it answer. */
export function defineRoute<P extends Policy, Params = unknown, Query = unknown, Body = undefined>(
  route: Route<P, Params, Query, Body>,
): Route {
  invariant(policies.includes(route.policy), `${route.method} ${route.url} does not say who may call it`)
  return route as unknown as Route
}
