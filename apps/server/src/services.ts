import type { Platform } from '@tangram/app-model'
import type { Painter } from '@tangram/output'
import type { PublishedApp, Storage } from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'
import type { ServerConfig } from './config.ts'
import type { Throttle } from './http/throttle.ts'
import type { HttpCall } from './jobs/call-http.ts'
import type { CompiledApp } from './jobs/compiled-app.ts'
import type { FlowRunner } from './jobs/flow-runner.ts'
import type { LiveHub } from './live/live-hub.ts'

/** What routes and jobs work with. Made once by `startServer`. */
export type Services = {
  config: ServerConfig
  storage: Storage
  platform: Platform
  /** The browser's side of the plug-ins; null when there are none. */
  plugInScript: { name: string; code: string } | null
  log: FastifyBaseLogger
  throttle: Throttle
  /** Draws reports and dashboards as pictures and documents, in threads of their own. */
  painter: Painter
  live: LiveHub
  flows: FlowRunner
  /** Processes and rules of one version of an app, ready to run. */
  compiled(app: PublishedApp): CompiledApp
  callHttp: HttpCall
  /** The address people reach this server at, without a slash at the end; links that leave the house use it. */
  baseUrl(): string
  now(): string
  /** True from the moment the server was told to stop. */
  isStopping(): boolean
}
