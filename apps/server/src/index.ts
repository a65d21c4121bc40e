/**
 * The server: HTTP API, pages, live updates and workers over one PostgreSQL.
 *
 *     const server = await startServer(testConfig({ mode: 'trial', port: 0 }))
 *     await fetch(`${server.url}/health`) // { ok: true }
 *     await server.close()
 */

export { configFromEnvironment, type ServerConfig } from './config.ts'
export { serverErrors } from './errors.ts'
export { type RunningServer, startServer } from './start-server.ts'
