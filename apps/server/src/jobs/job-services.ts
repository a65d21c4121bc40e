import type { Platform } from '@tangram/app-model'
import type { Painter } from '@tangram/output'
import type { PublishedApp, Storage } from '@tangram/storage'
import type { FastifyBaseLogger } from 'fastify'
import type { ServerConfig } from '../config.ts'
import type { HttpCall } from './call-http.ts'
import type { CompiledApp } from './compiled-app.ts'
import type { FlowRunner } from './flow-runner.ts'

/** What jobs work with. */
export type JobServices = {
  config: ServerConfig
  storage: Storage
  platform: Platform
  painter: Painter
  flows: FlowRunner
  compiled: (app: PublishedApp) => CompiledApp
  callHttp: HttpCall
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  baseUrl: () => string
  now: () => string
}
