/** Ours: the real server on the same PostgreSQL, jobs off so that only requests are measured. Env as `npm run serve`. Says `{ ready }`. */
import { configFromEnvironment, startServer } from '@tangram/server'

const server = await startServer({ ...configFromEnvironment(['--trial'], process.env), sample: false, workers: false })
process.send?.({ ready: server.url })
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
